/** Gathers what all files define, each name once. */
import { diagnose, type Report } from '../diagnostics/diagnostic.ts'
import type { Place } from '../diagnostics/place.ts'
import type { AuthProvider } from '../language/authProvider.ts'
import type { Defaults } from '../language/definition.ts'
import type { ServiceLayer } from '../language/service.ts'
import type { TlsProfile } from '../language/tlsProfile.ts'
import type { DecodedFile } from './decodeFile.ts'
import type { ValuePath } from './locate.ts'
import type { SourceFile } from './source.ts'

/** Something that a person wrote, and where. */
export interface Written<T> {
  readonly value: T
  readonly source: SourceFile
  readonly decoded: DecodedFile
  readonly document: number
  /** From the root of its document. */
  readonly path: ValuePath
}

export interface Collection {
  readonly services: ReadonlyMap<string, Written<ServiceLayer>>
  readonly profiles: ReadonlyMap<string, Written<TlsProfile>>
  /** Also of profiles with a mistake in them. */
  readonly profileNames: ReadonlySet<string>
  readonly providers: ReadonlyMap<string, Written<AuthProvider>>
  readonly providerNames: ReadonlySet<string>
  readonly defaults: Written<Defaults> | undefined
  /** Some file says `services: {}`. */
  readonly emptyOnPurpose: boolean
}

export const BUILT_IN_PROFILES: readonly string[] = ['modern', 'intermediate', 'default']

/** `files` in the order of their `changed`: of two that define one name, the first keeps it and the later one is blamed. */
export function collect(
  files: readonly { source: SourceFile; decoded: DecodedFile }[],
  report: Report,
): Collection {
  const services = new Map<string, Written<ServiceLayer>>()
  const profiles = new Map<string, Written<TlsProfile>>()
  const profileNames = new Set<string>()
  const providers = new Map<string, Written<AuthProvider>>()
  const providerNames = new Set<string>()
  let defaults: Written<Defaults> | undefined
  let emptyOnPurpose = false

  for (const { source, decoded } of files) {
    for (const { index, definition, profileNames: names, providerNames: ofProviders } of decoded.documents) {
      const written = <T>(value: T, path: ValuePath): Written<T> => ({
        value,
        source,
        decoded,
        document: index,
        path,
      })
      for (const name of names) profileNames.add(name)
      for (const name of ofProviders) providerNames.add(name)
      for (const [name, value] of Object.entries(definition.auth ?? {})) {
        const provider = written(value, ['auth', name])
        const earlier = providers.get(name)
        if (earlier === undefined) providers.set(name, provider)
        else report(diagnose('duplicate-provider', { name }, placeOf(provider), already(earlier)))
      }
      for (const [name, layer] of Object.entries(definition.services ?? {})) {
        const service = written(layer, ['services', name])
        const earlier = services.get(name)
        if (earlier === undefined) services.set(name, service)
        else report(diagnose('duplicate-service', { name }, placeOf(service), already(earlier)))
      }
      for (const [name, value] of Object.entries(definition.tlsProfiles ?? {})) {
        const profile = written(value, ['tlsProfiles', name])
        const earlier = profiles.get(name)
        const builtIn = BUILT_IN_PROFILES.includes(name)
        if (builtIn || earlier !== undefined) {
          report(
            diagnose(
              'duplicate-profile',
              { name, builtIn },
              placeOf(profile),
              builtIn ? [] : already(earlier),
            ),
          )
        } else profiles.set(name, profile)
      }
      if (definition.defaults !== undefined && definition.defaults !== null) {
        const found = written(definition.defaults, ['defaults'])
        if (defaults === undefined) defaults = found
        else report(diagnose('duplicate-defaults', undefined, placeOf(found), already(defaults)))
      }
      if (definition.services !== undefined && Object.keys(definition.services ?? {}).length === 0)
        emptyOnPurpose = true
    }
  }
  return { services, profiles, profileNames, providers, providerNames, defaults, emptyOnPurpose }
}

/** The place of its name. */
export function placeOf(written: Written<unknown>): Place {
  return written.decoded.locator.locate(written.document, written.path, 'key').place
}

function already(earlier: Written<unknown> | undefined) {
  return earlier === undefined ? [] : [{ message: 'It is already here.', place: placeOf(earlier) }]
}

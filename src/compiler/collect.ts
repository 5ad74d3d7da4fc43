/** Gathers what all files define, each name once. */
import { diagnose, type Report } from '../diagnostics/diagnostic.ts'
import type { AuthProvider } from '../language/authProvider.ts'
import type { Defaults } from '../language/definition.ts'
import type { ServiceLayer } from '../language/service.ts'
import type { TlsProfile } from '../language/tlsProfile.ts'
import type { DecodedFile } from './decodeFile.ts'
import { placeOf, type Written } from './written.ts'

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
export function collect(files: readonly DecodedFile[], report: Report): Collection {
  const services = new Map<string, Written<ServiceLayer>>()
  const profiles = new Map<string, Written<TlsProfile>>()
  const profileNames = new Set<string>()
  const providers = new Map<string, Written<AuthProvider>>()
  const providerNames = new Set<string>()
  let defaults: Written<Defaults> | undefined
  let emptyOnPurpose = false

  for (const { documents } of files) {
    for (const document of documents) {
      for (const name of document.profileNames) profileNames.add(name)
      for (const name of document.providerNames) providerNames.add(name)
      for (const [name, provider] of document.providers) {
        const earlier = providers.get(name)
        if (earlier === undefined) providers.set(name, provider)
        else report(diagnose('duplicate-provider', { name }, placeOf(provider), already(earlier)))
      }
      for (const [name, service] of document.services) {
        const earlier = services.get(name)
        if (earlier === undefined) services.set(name, service)
        else report(diagnose('duplicate-service', { name }, placeOf(service), already(earlier)))
      }
      for (const [name, profile] of document.profiles) {
        const earlier = profiles.get(name)
        const builtIn = BUILT_IN_PROFILES.includes(name)
        if (builtIn || earlier !== undefined) {
          const notes = builtIn ? [] : already(earlier)
          report(diagnose('duplicate-profile', { name, builtIn }, placeOf(profile), notes))
        } else profiles.set(name, profile)
      }
      if (document.defaults !== undefined) {
        const found = document.defaults
        if (defaults === undefined) defaults = found
        else report(diagnose('duplicate-defaults', undefined, placeOf(found), already(defaults)))
      }
      if (document.emptyOnPurpose) emptyOnPurpose = true
    }
  }
  return { services, profiles, profileNames, providers, providerNames, defaults, emptyOnPurpose }
}

function already(earlier: Written<unknown> | undefined) {
  return earlier === undefined ? [] : [{ message: 'It is already here.', place: placeOf(earlier) }]
}

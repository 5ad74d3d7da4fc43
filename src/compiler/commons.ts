/** What all services share, gathered from the files that say something of the kind. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import type { AuthProvider } from '../language/authProvider.ts'
import type { Defaults } from '../language/definition.ts'
import type { TlsProfile } from '../language/tlsProfile.ts'
import type { LoadedFile } from './files.ts'
import { placeOf, type Written } from './written.ts'

export interface Commons {
  readonly profiles: ReadonlyMap<string, Written<TlsProfile>>
  /** Also of profiles with a mistake in them. */
  readonly profileNames: ReadonlySet<string>
  readonly providers: ReadonlyMap<string, Written<AuthProvider>>
  readonly providerNames: ReadonlySet<string>
  readonly defaults: Written<Defaults> | undefined
  /** Names of `tls.options` in Traefik's own words, also of those with a mistake in them. */
  readonly nativeOptions: ReadonlySet<string>
  /** Some file says `services: {}`. */
  readonly emptyOnPurpose: boolean
}

export const BUILT_IN_PROFILES: readonly string[] = ['modern', 'intermediate', 'default']

/** Of several that define one name, the first by age and path keeps it, and the later ones are blamed. */
export function commonsOf(files: readonly LoadedFile[]): {
  readonly value: Commons
  readonly diagnostics: readonly Diagnostic[]
} {
  const diagnostics: Diagnostic[] = []
  const profiles = new Map<string, Written<TlsProfile>>()
  const providers = new Map<string, Written<AuthProvider>>()
  const defaults = new Map<string, Written<Defaults>>()
  const documents = files.toSorted(byFileRank).flatMap(({ decoded }) => decoded.documents)
  const keep = <T>(kept: Map<string, Written<T>>, name: string, written: Written<T>, say: Say): void => {
    const earlier = kept.get(name)
    if (earlier === undefined) kept.set(name, written)
    else diagnostics.push(say(earlier))
  }

  for (const document of documents) {
    for (const [name, provider] of document.providers) {
      keep(providers, name, provider, (earlier) =>
        diagnose('duplicate-provider', { name }, placeOf(provider), already(earlier)),
      )
    }
    for (const [name, profile] of document.profiles) {
      const say = (earlier: Written<unknown> | undefined): Diagnostic =>
        diagnose(
          'duplicate-profile',
          { name, builtIn: earlier === undefined },
          placeOf(profile),
          already(earlier),
        )
      if (BUILT_IN_PROFILES.includes(name)) diagnostics.push(say(undefined))
      else keep(profiles, name, profile, say)
    }
    const found = document.defaults
    if (found !== undefined) {
      keep(defaults, 'defaults', found, (earlier) =>
        diagnose('duplicate-defaults', undefined, placeOf(found), already(earlier)),
      )
    }
  }
  return {
    value: {
      profiles,
      profileNames: new Set(documents.flatMap(({ profileNames }) => profileNames)),
      providers,
      providerNames: new Set(documents.flatMap(({ providerNames }) => providerNames)),
      defaults: defaults.get('defaults'),
      nativeOptions: new Set(documents.flatMap(({ optionNames }) => optionNames)),
      emptyOnPurpose: documents.some(({ emptyOnPurpose }) => emptyOnPurpose),
    },
    diagnostics,
  }
}

export function hasCommons({ decoded }: LoadedFile): boolean {
  return decoded.documents.some((document) => {
    const { profileNames, providerNames, optionNames, defaults, emptyOnPurpose } = document
    return (
      optionNames.length > 0 ||
      profileNames.length > 0 ||
      providerNames.length > 0 ||
      defaults !== undefined ||
      emptyOnPurpose
    )
  })
}

type Say = (earlier: Written<unknown>) => Diagnostic

function byFileRank(a: LoadedFile, b: LoadedFile): number {
  return a.changed - b.changed || (a.path < b.path ? -1 : 1)
}

function already(earlier: Written<unknown> | undefined) {
  return earlier === undefined ? [] : [{ message: 'It is already here.', place: placeOf(earlier) }]
}

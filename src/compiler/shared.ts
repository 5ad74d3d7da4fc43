/** What all services are translated with: defaults, entry points, TLS profiles and authentication providers. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { AuthProvider } from '../language/authProvider.ts'
import type { Defaults } from '../language/definition.ts'
import type { Settled } from '../language/layers.ts'
import type { TlsOptions } from '../traefik/config.ts'
import type { Commons } from './commons.ts'
import type { Inquiry } from './inquiry.ts'
import { profilesOf } from './profiles.ts'
import { providersOf } from './providers.ts'
import type { Written } from './written.ts'

export interface Shared {
  readonly defaults: Written<Defaults> | undefined
  readonly entryPoints: { readonly http: string; readonly https: string }
  /** By profile name; `undefined` for `default`, which leaves the choice to Traefik. */
  readonly profiles: ReadonlyMap<string, TlsOptions | undefined>
  /** Names that were written, also of profiles with a mistake in them: no second message for those. */
  readonly profileNames: ReadonlySet<string>
  /** Authentication providers by name. */
  readonly providers: ReadonlyMap<string, Settled<AuthProvider>>
  /** Names that were written, also of providers with a mistake in them. */
  readonly providerNames: ReadonlySet<string>
  readonly nativeOptions: ReadonlySet<string>
  /** The oldest Traefik that is served; absent: emit the oldest form that does the job. */
  readonly traefikVersion: string | undefined
  /** Where those that are written stand. */
  readonly written: Pick<Commons, 'profiles' | 'providers'>
  readonly diagnostics: readonly Diagnostic[]
}

/** Everything in them that `sharedOf` looks at. */
export function inputsOfShared(commons: Commons): readonly unknown[] {
  const { defaults, profiles, profileNames, providers, providerNames, nativeOptions } = commons
  return [
    defaults,
    ...profiles.values(),
    '|',
    ...providers.values(),
    '|',
    ...[...profileNames].sort(),
    '|',
    ...[...providerNames].sort(),
    '|',
    ...[...nativeOptions].sort(),
  ]
}

export function sharedOf(commons: Commons, inquiry: Inquiry, traefikVersion: string | undefined): Shared {
  const diagnostics: Diagnostic[] = []
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic)
  const { http, https } = commons.defaults?.value.entryPoints ?? {}
  return {
    defaults: commons.defaults,
    entryPoints: { http: http ?? 'web', https: https ?? 'websecure' },
    profiles: profilesOf(commons, (written, path) => inquiry.readFile(written.file, path), report),
    profileNames: commons.profileNames,
    providers: providersOf(commons, report),
    providerNames: commons.providerNames,
    nativeOptions: commons.nativeOptions,
    traefikVersion: traefikVersion ?? commons.defaults?.value.traefik ?? undefined,
    written: { profiles: commons.profiles, providers: commons.providers },
    diagnostics,
  }
}

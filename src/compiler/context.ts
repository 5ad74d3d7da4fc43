/** What a service is translated with, beside itself. */
import type { AuthProvider } from '../language/authProvider.ts'
import type { Settled } from '../language/layers.ts'
import type { TlsOptions } from '../traefik/config.ts'
import type { CertificateFacts, FileReading } from './source.ts'

export interface Context {
  readonly entryPoints: { readonly http: string; readonly https: string }
  /** By profile name; `undefined` for `default`, which leaves the choice to Traefik. */
  readonly profiles: ReadonlyMap<string, TlsOptions | undefined>
  /** Names that were written, also of profiles with a mistake in them: no second message for those. */
  readonly profileNames: ReadonlySet<string>
  /** Authentication providers by name. */
  readonly providers: ReadonlyMap<string, Settled<AuthProvider>>
  /** Names that were written, also of providers with a mistake in them. */
  readonly providerNames: ReadonlySet<string>
  /** The Traefik that the definitions are for; absent: emit the oldest form that does the job. */
  readonly traefikVersion: string | undefined
  readFile(path: string): FileReading
  now(): Date
  inspectCertificate(certificate: string, key: string | undefined): CertificateFacts
}

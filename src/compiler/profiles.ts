/** TLS profiles as Traefik's TLS options. */
import { diagnose, type Report } from '../diagnostics/diagnostic.ts'
import type { TlsOptions } from '../traefik/config.ts'
import type { Commons } from './commons.ts'
import type { TlsProfile } from '../language/tlsProfile.ts'
import { commonValue } from './fragment.ts'
import type { FileReading } from './source.ts'
import type { Written } from './written.ts'

/**
 * `intermediate` is Mozilla's list of that name (guideline 5.7) in Go's words; `default` leaves all to Traefik.
 * https://wiki.mozilla.org/Security/Server_Side_TLS
 */
const BUILT_IN: readonly (readonly [string, TlsOptions | undefined])[] = [
  ['modern', { minVersion: 'VersionTLS13' }],
  [
    'intermediate',
    {
      minVersion: 'VersionTLS12',
      cipherSuites: [
        'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
        'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
        'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
        'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
        'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
        'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
      ],
    },
  ],
  ['default', undefined],
]

type Read = (written: Written<unknown>, path: string) => FileReading

export function profilesOf(
  { profiles }: Pick<Commons, 'profiles'>,
  read: Read,
  report: Report,
): ReadonlyMap<string, TlsOptions | undefined> {
  const options = new Map<string, TlsOptions | undefined>(BUILT_IN)
  for (const [name, profile] of profiles) options.set(name, optionsOf(profile, read, report))
  for (const [name, value] of options) if (value !== undefined) commonValue('tls.options', name, value)
  return options
}

function optionsOf(profile: Written<TlsProfile>, read: Read, report: Report): TlsOptions | undefined {
  const { clientCa, clientAuth, ...rest } = profile.value
  const options: TlsOptions = Object.fromEntries(Object.entries(rest).filter((entry) => entry[1] !== null))
  const caFiles = authorities(profile, read, report)
  checkVersions(profile, report)
  if (clientAuth !== undefined || clientCa !== undefined) {
    const verifies = clientAuth?.includes('Verify') === true
    if (verifies && caFiles.length === 0 && (clientCa ?? []).length === 0) {
      const values = {
        key: 'clientAuth',
        needs: 'clientCa',
        why: 'without authorities nothing can be verified',
      }
      report(diagnose('needs-another-key', values, placeOf(profile, ['clientAuth'])))
    }
    options.clientAuth = {
      ...(caFiles.length === 0 ? {} : { caFiles }),
      clientAuthType: clientAuth ?? 'RequireAndVerifyClientCert',
    }
  }
  // A profile that says nothing is Traefik's own, and `{}` would be refused.
  return Object.keys(options).length === 0 ? undefined : options
}

/** Go refuses every handshake when the oldest version is newer than the newest. */
function checkVersions(profile: Written<TlsProfile>, report: Report): void {
  const { minVersion, maxVersion } = profile.value
  if (minVersion === undefined || minVersion === null || maxVersion === undefined || maxVersion === null)
    return
  if (minVersion <= maxVersion) return
  const values = { key: 'minVersion', other: 'maxVersion', why: 'no version lies between them' }
  const note = { message: 'The other one is here.', place: placeOf(profile, ['maxVersion']) }
  report(diagnose('cannot-stand-together', values, placeOf(profile, ['minVersion']), [note]))
}

function authorities(profile: Written<TlsProfile>, read: Read, report: Report): string[] {
  return (profile.value.clientCa ?? []).flatMap((file, index) => {
    const reading = read(profile, file)
    const problem =
      'problem' in reading
        ? reading.problem
        : reading.text.includes('-----BEGIN')
          ? undefined
          : 'it is not in PEM format'
    if (problem === undefined && 'text' in reading)
      return [`${reading.text.replaceAll('\r\n', '\n').trim()}\n`]
    report(
      diagnose('file-problem', { path: file, problem: problem ?? '' }, placeOf(profile, ['clientCa', index])),
    )
    return []
  })
}

function placeOf(profile: Written<TlsProfile>, path: readonly (string | number)[]) {
  return profile.locator.locate(profile.document, [...profile.path, ...path], 'value').place
}

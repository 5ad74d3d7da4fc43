/** Words in the mappings of a service that need a sentence: by the name of the mapping. */
import { nothing, said, type ForeignWord } from './word.ts'

export const SENTENCES: Readonly<Record<string, readonly (readonly [string, ForeignWord])[]>> = {
  '`match`': said(
    'A cookie is a header: `header: { Cookie: { regex: … } }`.',
    'cookie',
    'cookies',
    'cookieRegexp',
  ),
  '`auth`': said('Write `basic: ${file:PATH}`, with the path of that file.', 'usersFile', 'htpasswdFile'),
  '`tls`': [
    ...said(
      'How the upstream is verified is said by `upstreamTls: { verify, serverName, ca }` of the service.',
      'insecureSkipVerify',
      'verify',
      'skipVerify',
      'serverName',
      'rootCAs',
    ),
    ...said(
      'Versions and ciphers stand in a profile; here is only its name: `profile: intermediate` for TLS 1.2 too, or one of your own under `tlsProfiles`.',
      'options',
      'minVersion',
      'version',
      'versions',
      'protocols',
      'ciphers',
      'cipherSuites',
    ),
  ],
  '`udp`': nothing(
    'Traefik has no middlewares for UDP: let a firewall say who may come.',
    'allow',
    'deny',
    'whitelist',
    'middlewares',
  ),
}

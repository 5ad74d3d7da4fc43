/** Words in the mappings of a service that need a sentence: by the name of the mapping. */
import { nothing, said, type ForeignWord } from './word.ts'

export const SENTENCES: Readonly<Record<string, readonly (readonly [string, ForeignWord])[]>> = {
  '`match`': [
    ...said('A cookie is a header: `header: { Cookie: { regex: … } }`.', 'cookie', 'cookies', 'cookieRegexp'),
    ...said(
      'What is not meant is a route of its own, or stands in a rule: ``rule: !PathPrefix(`/admin`)``.',
      'not',
      'except',
      'exclude',
      'notPath',
    ),
  ],
  '`auth`': [
    ...said('Write `basic: ${file:PATH}`, with the path of that file.', 'usersFile', 'htpasswdFile'),
    ...said(
      'This is said in the words of Traefik: `traefik: { middleware: { basicAuth: { headerField: … } } }` of the service, beside `auth`.',
      'headerField',
      'removeHeader',
    ),
    ...said(
      'This is said in the words of Traefik: `traefik: { middleware: { digestAuth: { users: […] } } }` of the service.',
      'digest',
      'digestAuth',
    ),
  ],
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
      'A certificate for all other names is said in the words of Traefik: `tls: { stores: { default: { defaultCertificate: { certFile: …, keyFile: … } } } }` at the root.',
      'default',
      'defaultCertificate',
      'store',
      'stores',
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
  'a redirect': said(
    'A redirect that is kept (301, 308) is `permanent: true`, which is what it is unless told; one that is not (302, 307) is `permanent: false`.',
    'code',
    'status',
    'statusCode',
    'type',
  ),
  '`sticky`': nothing('Traefik knows cookies alone.', 'header', 'ip', 'source', 'query'),
  '`tcp`': [
    ...said(
      'This is said in the words of Traefik: a middleware, a router or a service under the root key `tcp`.',
      'alpn',
      'priority',
      'concurrency',
      'inFlightConn',
      'maxConnections',
      'middlewares',
      'middleware',
      'healthCheck',
      'weight',
      'serversTransport',
      'upstreamTls',
    ),
    ...said(
      'Names are `sni`; any other rule stands in a router of its own under the root key `tcp`.',
      'rule',
      'rules',
      'match',
    ),
    ...said('Write `deny` into the service, beside `tcp`.', 'deny', 'block', 'blacklist'),
    ...said(
      'Certificates and versions are said by `tls` of the service, beside `tcp`.',
      'certResolver',
      'cert',
      'key',
      'clientCa',
      'profile',
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

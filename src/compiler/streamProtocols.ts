/**
 * What clients of streams may offer in the handshake: Go refuses a client that offers protocols of which the server knows
 * none, as every libpq since PostgreSQL 17 does with `postgresql`. Traefik's own list comes first, then what IANA has
 * registered for protocols over TCP that are not HTTP.
 * https://www.iana.org/assignments/tls-extensiontype-values/tls-extensiontype-values.xhtml#alpn-protocol-ids
 */
export const STREAM_PROTOCOLS: readonly string[] = [
  'h2',
  'http/1.1',
  'acme-tls/1',
  'postgresql',
  'mqtt',
  'dot',
  'imap',
  'pop3',
  'managesieve',
  'xmpp-client',
  'xmpp-server',
  'sip/2',
  'stun.turn',
  'stun.nat-discovery',
  'irc',
  'ftp',
  'nntp',
  'nnsp',
  'ntske/1',
  'tds/8.0',
  'radius/1.0',
  'radius/1.1',
  'smb',
  'sunrpc',
  'dicom',
  'coap',
]

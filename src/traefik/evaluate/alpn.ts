/** Which protocol a handshake ends up with, as Go's `crypto/tls` negotiates it (`negotiateALPN`). */
import type { TraefikConfig } from '../config.ts'
import type { Connecting, TcpRouter } from './connection.ts'
import { listOf } from './raw.ts'

/** What Traefik's TLS options offer unless told. */
const USUAL = ['h2', 'http/1.1', 'acme-tls/1']

/** False when the client offers protocols, and the server knows none of them: the handshake fails. */
export function agree(
  config: Pick<TraefikConfig, 'tls'>,
  { tls, passthrough, options }: TcpRouter,
  { alpn: offered }: Connecting,
): boolean {
  if (!tls || passthrough) return true
  const own = listOf(config.tls?.['options']?.[options.replace(/@http$/, '')]?.['alpnProtocols'])
  const known = own.length === 0 ? USUAL : own
  if (offered.length === 0 || offered.some((one) => known.includes(one))) return true
  return known.includes('h2') && offered.includes('http/1.1')
}

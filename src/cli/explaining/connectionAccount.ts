/** What happens to one TCP connection, as plain data. */
import type { Connecting, Connection, TcpUpstream } from '../../traefik/evaluate/connection.ts'
import type { Nearby, RouterAccount, Tell } from './routerAccount.ts'
import { whyNot } from './whyNot.ts'

export interface ConnectionAccount {
  readonly connection: {
    readonly entryPoint: string
    /** Absent: without TLS. */
    readonly sni?: string
    readonly from: string
  }
  /** No TCP router takes it, and HTTPS routers do. */
  readonly isHttp?: true
  /** Why nothing behind a TCP router is reached; a sentence without a final dot. */
  readonly because?: string
  readonly router?: RouterAccount
  readonly tls?: 'terminated' | 'passed on'
  readonly upstreams: readonly TcpUpstream[]
  readonly lost: readonly RouterAccount[]
  /** They would take it if they were served. */
  readonly absent: readonly Nearby[]
  readonly nearest: readonly Nearby[]
}

const NEAREST = 3

export function connectionAccountOf(
  asked: Connecting,
  evaluated: Connection,
  tell: Tell,
  absent: readonly Nearby[] = [],
): ConnectionAccount {
  const { taken, outranked, ties, nearest, refused, failed, isHttp } = evaluated
  const { entryPoint, tls, sni, clientIp } = asked
  const because =
    refused ??
    failed ??
    (taken === undefined && !isHttp ? 'no TCP router takes it, so HTTP answers: 404' : undefined)
  const facts = { host: sni, target: '/', method: '', headers: [], clientIp, sni, alpn: asked.alpn }
  return {
    connection: { entryPoint, ...(tls ? { sni } : {}), from: clientIp },
    ...(isHttp ? { isHttp } : {}),
    ...(because === undefined ? {} : { because }),
    ...(taken === undefined ? {} : { router: tell(taken, sni) }),
    ...(taken?.tls !== true ? {} : { tls: taken.passthrough ? 'passed on' : 'terminated' }),
    upstreams: because === undefined ? evaluated.upstreams : [],
    lost: [...ties, ...outranked].map((router) => tell(router, sni)),
    absent,
    nearest:
      because !== undefined && taken === undefined
        ? nearest.slice(0, NEAREST).map(({ router, unmet }) => ({
            ...tell(router, sni),
            because: unmet.map((one) => whyNot(one, facts)),
          }))
        : [],
  }
}

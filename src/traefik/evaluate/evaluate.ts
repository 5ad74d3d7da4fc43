/** Evaluates a configuration for one request, as Traefik 3.7.9 does: router, middlewares, upstream, or the answer. */
import type { TraefikConfig } from '../config.ts'
import { see, seenAgain, type Asked, type Seen } from './asked.ts'
import { choose, routersOn, type Choice } from './choose.ts'
import { connect, tcpRouters, type Connection, type TcpRouter } from './connection.ts'
import { isAnswered, type Going } from './going.ts'
import { httpRouters, type HttpRouter } from './httpRouters.ts'
import { matches, requestHolds } from './matching.ts'
import { handshakeOptions, resolveOptions } from './tlsOptions.ts'
import { upstreamsOf, type Upstream } from './upstream.ts'
import { walk, type Way } from './way.ts'

export interface Evaluation {
  readonly asked: Asked
  /** Why the answer is 400 before any router is looked for. */
  readonly refused?: string
  readonly choice?: Choice<HttpRouter>
  /** When none takes it: those that would, if they heard it: on another entry point, or with TLS or without. */
  readonly deaf: readonly HttpRouter[]
  /** A TCP router takes the connection before HTTP sees it. */
  readonly connection?: Connection
  readonly tls?: TlsUsed
  /** Through the middlewares of all routers that take it. */
  readonly way?: Way
  /** Below the router that takes it, where others name it as their parent: one choice for each layer. */
  readonly below: readonly Choice<HttpRouter>[]
  readonly upstreams: readonly Upstream[]
  /** Services that are not part of this configuration. */
  readonly elsewhere: readonly string[]
  /** What Traefik answers by itself; absent when the upstream answers. */
  readonly status?: number
  readonly location?: string
}

export interface TlsUsed {
  /** Chosen in the handshake, by the name in it; several when chance decides. */
  readonly handshake: readonly string[]
  /** What the router that takes the request wants. */
  readonly wanted: string
  /** Those as they stand in the configuration. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** Of one configuration, all of them. */
export interface Routers {
  readonly http: readonly HttpRouter[]
  readonly tcp: readonly TcpRouter[]
}

export function readRouters(config: TraefikConfig): Routers {
  return { http: httpRouters(config), tcp: tcpRouters(config) }
}

/** Its routers are read once. */
export function createEvaluator(
  config: TraefikConfig,
  routers: Routers = readRouters(config),
): (asked: Asked) => Evaluation {
  return (asked) => evaluate(config, routers, asked)
}

/** What browsers and curl offer. */
const BROWSER: readonly string[] = ['h2', 'http/1.1']

function evaluate(config: TraefikConfig, routers: Routers, asked: Asked): Evaluation {
  const nothing = { asked, upstreams: [], elsewhere: [], deaf: [], below: [] }
  const hearing = routersOn(routers.http, asked)
  const connection = connect(config, routers.tcp, routers.http, { ...asked, alpn: asked.tls ? BROWSER : [] })
  if (connection.taken !== undefined) return { ...nothing, connection }
  const seen = see(asked)
  if ('refused' in seen) return { ...nothing, refused: seen.refused, status: 400 }
  const choice = choose(hearing, requestHolds(seen))
  const { taken } = choice
  if (taken === undefined) {
    const deaf = routers.http.filter((router) => !hearing.includes(router) && takes(router, seen))
    return { ...nothing, choice, deaf, status: 404 }
  }
  const found = { ...nothing, choice, ...tlsOf(config, hearing, taken, asked) }
  if (found.tls !== undefined && !found.tls.handshake.includes(found.tls.wanted))
    return { ...found, status: 421 }
  const { last, way, below } = descend(config, taken, seen)
  const gone = { ...found, way, below }
  if (isAnswered(way.end)) return { ...gone, ...way.end }
  if (last === undefined) return { ...gone, status: 404 }
  const { upstreams, elsewhere } = upstreamsOf(config, last.service, way.end)
  const status = upstreams.length > 0 ? undefined : statusOf(elsewhere)
  return { ...gone, upstreams, elsewhere, ...(status === undefined ? {} : { status }) }
}

/** From parent to child: each layer chooses by what the middlewares above it made of the request. */
function descend(config: TraefikConfig, taken: HttpRouter, seen: Seen) {
  const middlewares = config.http?.middlewares ?? {}
  const below: Choice<HttpRouter>[] = []
  let last: HttpRouter | undefined = taken
  let way = walk(taken.middlewares, middlewares, goingOf(seen))
  while (last !== undefined && last.children.length > 0 && !isAnswered(way.end)) {
    const choice: Choice<HttpRouter> = choose(last.children, requestHolds(seenAgain(seen, way.end)))
    below.push(choice)
    last = choice.taken
    const further: Way = walk(last?.middlewares ?? [], middlewares, way.end)
    way = { steps: [...way.steps, ...further.steps], end: further.end }
  }
  return { last, way, below }
}

/** Of routers that are not served, those that would take it if they were. */
export function wouldTake(
  absent: readonly HttpRouter[],
  { asked, choice }: Evaluation,
): readonly HttpRouter[] {
  const seen = see(asked)
  if (choice === undefined || 'refused' in seen) return []
  const { taken } = choice
  return routersOn(absent, asked).filter(
    (router) => takes(router, seen) && (taken === undefined || router.priority > taken.priority),
  )
}

function takes({ node }: HttpRouter, seen: Seen): boolean {
  return matches(node, requestHolds(seen)) === 'yes'
}

function tlsOf(
  config: TraefikConfig,
  hearing: readonly HttpRouter[],
  taken: HttpRouter,
  { tls, sni }: Asked,
): { tls?: TlsUsed } {
  if (!tls) return {}
  const resolved = resolveOptions(hearing)
  const wanted = resolved.get(taken) ?? 'default'
  const settings = { ...config.tls?.options?.[wanted] }
  return { tls: { handshake: handshakeOptions(resolved, sni), wanted, settings } }
}

function goingOf({ asked, url, search, sentSearch, headers }: Seen): Going {
  const { method, host, tls, clientIp } = asked
  return { method, host, tls, url, search, sentSearch, headers, clientIp }
}

/** Without a server the answer is 503; `noop@internal` is a teapot. */
function statusOf(elsewhere: readonly string[]): number | undefined {
  if (elsewhere.length === 0) return 503
  return elsewhere.every((name) => name === 'noop@internal') ? 418 : undefined
}

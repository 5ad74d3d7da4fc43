/** Which TCP router takes a connection, before HTTP sees anything of it (pkg/server/router/tcp/router.go, `ServeTCP`). */
import { networkWith } from '../ip.ts'
import type { TraefikConfig } from '../config.ts'
import type { Matcher, RuleNode } from '../rule/node.ts'
import { parseRule } from '../rule/parse.ts'
import { toBytes } from './bytes.ts'
import { choose, routersOn, type Choice } from './choose.ts'
import { matchesDomain } from './domain.ts'
import type { HttpRouter } from './httpRouters.ts'
import { answer, regexpMatches, type Answer } from './matching.ts'
import { isMapping } from '../entries.ts'
import { listOf, numberOf, textOf } from './raw.ts'
import { agree } from './alpn.ts'
import { isNamed } from './tlsOptions.ts'

/** A connection that a client makes. */
export interface Connecting {
  readonly entryPoint: string
  readonly tls: boolean
  /** The name in the TLS handshake; empty: none. */
  readonly sni: string
  /** Protocols that the client offers in the handshake. */
  readonly alpn: readonly string[]
  readonly clientIp: string
}

export interface TcpRouter {
  readonly name: string
  readonly rule: string
  readonly node: RuleNode
  readonly priority: number
  readonly entryPoints: readonly string[]
  readonly middlewares: readonly string[]
  readonly service: string
  readonly tls: boolean
  /** TLS goes on to the upstream as it comes. */
  readonly passthrough: boolean
  /** The name of its TLS options. */
  readonly options: string
}

export interface Connection extends Choice<TcpRouter> {
  readonly upstreams: readonly TcpUpstream[]
  /** No TCP router takes it, and an HTTPS router does. */
  readonly isHttp: boolean
  /** Why the connection is closed, though a router takes it. */
  readonly refused?: string
  /** Why the handshake fails, which Traefik finds out after it has connected to the upstream. */
  readonly failed?: string
}

export interface TcpUpstream {
  readonly service: string
  readonly address: string
}

/** `http`: the HTTP routers of the configuration; one with TLS that names the host goes before every TCP router. */
export function connect(
  config: TraefikConfig,
  routers: readonly TcpRouter[],
  http: readonly HttpRouter[],
  connecting: Connecting,
): Connection {
  const { entryPoint, tls } = connecting
  const https = routersOn(http, { entryPoint, tls: true })
  const plain = routersOn(routers, { entryPoint, tls: false })
  const secure = routersOn(routers, { entryPoint, tls: true })
  // Where nothing needs TLS, Traefik does not wait for what the client says: it may be one that never speaks first.
  const first =
    https.length > 0 || secure.length > 0 ? undefined : chooseFrom(plain, { ...connecting, sni: '' })
  const choice =
    first?.taken === undefined
      ? chooseFrom(tls ? secure : plain, { ...connecting, sni: tls ? connecting.sni : '' })
      : first
  const { taken } = choice
  if (taken === undefined || (tls && choice !== first && goesToHttp(https, taken, connecting.sni)))
    return {
      ...choice,
      taken: undefined,
      ties: [],
      upstreams: [],
      isHttp: tls && takenByHttp(https, connecting.sni),
    }
  const refused = refusalOf(config, taken, connecting)
  return {
    ...choice,
    upstreams: refused === undefined ? upstreamsOf(config, taken.service, []) : [],
    isHttp: false,
    ...(refused === undefined ? {} : { refused }),
    ...(agree(config, taken, connecting) ? {} : { failed: failureOf(taken, connecting) }),
  }
}

function chooseFrom(routers: readonly TcpRouter[], connecting: Connecting): Choice<TcpRouter> {
  return choose(routers, (matcher) => holds(matcher, connecting))
}

/** An HTTPS router that names the host goes first; one for all names only before a TCP router for all names. */
function goesToHttp(https: readonly HttpRouter[], taken: TcpRouter, sni: string): boolean {
  return (
    https.some(({ hosts }) => hosts.some((host) => isNamed(sni, host))) ||
    (isCatchAll(taken) && https.some(isForAllNames))
  )
}

function takenByHttp(https: readonly HttpRouter[], sni: string): boolean {
  return https.some((router) => isForAllNames(router) || router.hosts.some((host) => isNamed(sni, host)))
}

/** Those that Traefik would switch off are left out. */
export function tcpRouters(config: TraefikConfig): readonly TcpRouter[] {
  return Object.entries(config.tcp?.['routers'] ?? {}).flatMap(([name, raw]) => {
    const rule = textOf(raw['rule'])
    const { node, problems } = parseRule(rule, 'tcp')
    if (node === undefined || problems.some(({ severity }) => severity === 'error')) return []
    const tls = raw['tls']
    const isTls = isMapping(tls) || tls === true || tls === 'true' || tls === ''
    const own = numberOf(raw['priority'])
    return [
      {
        name,
        rule,
        node,
        priority: own !== 0 ? own : isCatchAll({ node }) ? -1 : toBytes(rule).length,
        entryPoints: listOf(raw['entryPoints']),
        middlewares: listOf(raw['middlewares']),
        service: textOf(raw['service']),
        tls: isTls,
        passthrough: isMapping(tls) && textOf(tls['passthrough']) === 'true',
        options: (isMapping(tls) ? textOf(tls['options']) : '') || 'default',
      },
    ]
  })
}

function holds({ name, values }: Matcher, { sni, alpn, clientIp }: Connecting): Answer {
  const [first = ''] = values.map(({ text }) => text)
  switch (name) {
    case 'HostSNI':
      return answer(first === '*' || (sni !== '' && matchesDomain(sni, first.replace(/\.$/, ''))))
    case 'HostSNIRegexp':
      return regexpMatches(first, [sni])
    case 'ALPN':
      return answer(alpn.includes(first))
    case 'ClientIP':
      return answer(networkWith(clientIp, [first]) !== undefined)
    default:
      return 'no' // Only in rules of HTTP routers, see `matching.ts`.
  }
}

/** Exactly HostSNI(`*`). */
function isCatchAll({ node }: Pick<TcpRouter, 'node'>): boolean {
  return node.kind === 'matcher' && node.name === 'HostSNI' && node.values[0]?.text === '*'
}

function isForAllNames({ hosts }: HttpRouter): boolean {
  return hosts.length === 0 || hosts.includes('*')
}

function refusalOf(config: TraefikConfig, { middlewares }: TcpRouter, { clientIp }: Connecting) {
  for (const name of middlewares) {
    const middleware = config.tcp?.['middlewares']?.[name.replace(/@http$/, '')] ?? {}
    const list = middleware['ipAllowList'] ?? middleware['ipWhiteList']
    if (!isMapping(list)) continue
    const ranges = listOf(list['sourceRange'])
    if (networkWith(clientIp, ranges) === undefined)
      return `\`${name}\` lets only ${ranges.map((one) => `\`${one}\``).join(', ')} in, and \`${clientIp}\` is in none of them`
  }
  return undefined
}

function failureOf({ options }: TcpRouter, { alpn }: Connecting): string {
  const offered = alpn.map((one) => `\`${one}\``).join(', ')
  return `the handshake fails: the client offers ${offered}, and the TLS options \`${options}\` have nothing of it in \`alpnProtocols\``
}

function upstreamsOf(
  config: TraefikConfig,
  written: string,
  above: readonly string[],
): readonly TcpUpstream[] {
  const service = written.replace(/@http$/, '')
  const { loadBalancer, weighted } = config.tcp?.['services']?.[service] ?? {}
  const deeper = [...above, service]
  const parts = isMapping(weighted) && Array.isArray(weighted['services']) ? weighted['services'] : []
  const servers =
    isMapping(loadBalancer) && Array.isArray(loadBalancer['servers']) ? loadBalancer['servers'] : []
  return [
    ...servers.filter(isMapping).map((server) => ({ service, address: textOf(server['address']) })),
    ...parts
      .filter(isMapping)
      .map((part) => textOf(part['name']))
      .filter((name) => !above.includes(name))
      .flatMap((name) => upstreamsOf(config, name, deeper)),
  ]
}

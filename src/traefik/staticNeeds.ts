/** What a dynamic configuration needs of Traefik's static one: entry points, resolvers, providers, and what has to be true there. */
import type { TraefikConfig } from './config.ts'
import { entriesOf, type Entries } from './entries.ts'
import { routersOf, texts, unique, type NamedRouter } from './namedRouters.ts'
import { referencesOf } from './references.ts'
import { conditionsOf, type Condition } from './staticConditions.ts'

export interface StaticNeeds {
  /** Sorted by name. */
  readonly entryPoints: readonly NeededEntryPoint[]
  readonly resolvers: readonly NeededResolver[]
  /** Other providers that objects are named of: `docker`. */
  readonly providers: readonly string[]
  readonly plugins: readonly string[]
  /** Services of Traefik itself that have to be switched on: `api`, `ping`, `prometheus`, `rest`. */
  readonly internals: readonly string[]
  readonly conditions: readonly Condition[]
}

export interface NeededEntryPoint {
  readonly name: string
  readonly protocol: 'tcp' | 'udp'
  /** HTTP routers are on it. */
  readonly http: boolean
  /** Of the upstreams behind it, when all of them have the same. */
  readonly upstreamPort: number | undefined
}

export interface NeededResolver {
  readonly name: string
  /** Only the DNS challenge gets certificates for wildcards. */
  readonly wildcard: boolean
}

/** `config` has passed the gate. */
export function staticNeedsOf(config: TraefikConfig): StaticNeeds {
  const routers = routersOf(config)
  const entryPoints = entryPointsOf(routers, config)
  const resolvers = resolversOf(routers)
  const named = referencesOf(config).flatMap(({ name }) => /^(.*)@(.+)$/.exec(name)?.slice(1, 3) ?? [])
  const others = pairs(named)
  const providers = unique(
    others.map(([, provider]) => provider).filter((one) => one !== 'http' && one !== 'internal'),
  )
  const internals = unique(
    others
      .filter(([, provider]) => provider === 'internal')
      .map(([name]) => (name === 'dashboard' ? 'api' : name)),
  ).filter((name) => INTERNALS.includes(name))
  const middlewares = Object.entries(entriesOf(config.http?.middlewares))
  const plugins = unique(
    middlewares.flatMap(([, middleware]) => Object.keys(entriesOf(entriesOf(middleware)['plugin']))),
  )
  const needs = { entryPoints, resolvers, providers, plugins, internals }
  return { ...needs, conditions: conditionsOf(routers, middlewares, needs) }
}

const INTERNALS = ['api', 'ping', 'prometheus', 'rest']

function entryPointsOf(routers: readonly NamedRouter[], config: TraefikConfig): readonly NeededEntryPoint[] {
  return unique(routers.flatMap(({ entryPoints }) => entryPoints)).map((name) => {
    const own = routers.filter(({ entryPoints }) => entryPoints.includes(name))
    const ports = unique(
      own.flatMap(({ protocol, router }) => (protocol === 'http' ? [] : portsOf(router, config[protocol]))),
    )
    return {
      name,
      protocol: own.every(({ protocol }) => protocol === 'udp') ? 'udp' : 'tcp',
      http: own.some(({ protocol }) => protocol === 'http'),
      upstreamPort: ports.length === 1 ? Number(ports[0]) : undefined,
    }
  })
}

function portsOf(router: Entries, section: unknown): readonly string[] {
  const service = entriesOf(entriesOf(entriesOf(section)['services'])[String(router['service'])])
  const servers = entriesOf(service['loadBalancer'])['servers']
  return (Array.isArray(servers) ? servers : []).flatMap(
    (server) => /:(\d+)$/.exec(String(entriesOf(server)['address']))?.slice(1, 2) ?? [],
  )
}

function resolversOf(routers: readonly NamedRouter[]): readonly NeededResolver[] {
  const wildcards = new Map<string, boolean>()
  for (const { router } of routers) {
    const tls = entriesOf(router['tls'])
    if (typeof tls['certResolver'] !== 'string') continue
    const domains = Array.isArray(tls['domains']) ? tls['domains'].map(entriesOf) : []
    const names = domains.flatMap(({ main, sans }) => [String(main), ...texts(sans)])
    // Without domains the names of the rule are asked for.
    const isWild =
      names.length > 0
        ? names.some((name) => name.startsWith('*.'))
        : /Host(?:SNI)?\([^)]*[`"]\*\./.test(String(router['rule']))
    wildcards.set(tls['certResolver'], (wildcards.get(tls['certResolver']) ?? false) || isWild)
  }
  return [...wildcards]
    .map(([name, wildcard]) => ({ name, wildcard }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function pairs(flat: readonly string[]): readonly (readonly [string, string])[] {
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? ''] as const] : []))
}

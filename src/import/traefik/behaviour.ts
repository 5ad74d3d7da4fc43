/** What a configuration does, whatever its objects are called: two that do the same have the same behaviour. */
import { isMapping } from '../draft.ts'
import { alternativesOf } from './alternatives.ts'
import { plainly } from './plainly.ts'

type Mapping = Readonly<Record<string, unknown>>

/** One text for each HTTP router, entry point and alternative of its rule; all sorted. */
export function behaviourOf(config: unknown): readonly string[] {
  const http = below(config, 'http')
  const routers = Object.values(below(http, 'routers')).filter(isMapping)
  const streams = ['tcp', 'udp'].flatMap((protocol) =>
    Object.values(below(below(config, protocol), 'routers')).map((router) =>
      JSON.stringify([protocol, sorted(streamOf(router, below(config, protocol)))]),
    ),
  )
  return [...routers.flatMap((router) => routerTexts(router, config)), ...streams].sort()
}

function routerTexts(router: Mapping, config: unknown): readonly string[] {
  const entryPoints = listOf(router['entryPoints'])
  const tls = router['tls'] === undefined ? undefined : tlsOf(router['tls'], config)
  const chain = listOf(router['middlewares']).flatMap((name) => atomsOf(name, config, new Set()))
  const told = tls === undefined ? chain : chain.filter((atom) => atom !== FORWARDED_HTTPS)
  // Nothing behind a redirect to HTTPS is ever met.
  const [first] = told
  const redirects =
    tls === undefined &&
    first !== undefined &&
    first.startsWith('{"redirectScheme":{"permanent":true,"scheme":"https"}')
  const rest = {
    ...(tls === undefined ? {} : { tls }),
    chain: redirects ? [first] : inOrder(told),
    ...(redirects ? {} : { service: serviceOf(router['service'], config, new Set()) }),
    // What is not looked into is compared as it is.
    other: Object.fromEntries(
      Object.entries(router).filter(
        ([key]) => !['entryPoints', 'tls', 'middlewares', 'service', 'rule', 'priority'].includes(key),
      ),
    ),
  }
  return (entryPoints.length === 0 ? ['*'] : entryPoints).flatMap((entryPoint) =>
    alternativesOf(typeof router['rule'] === 'string' ? router['rule'] : '').map((rule) =>
      JSON.stringify(sorted({ entryPoint, rule, ...rest })),
    ),
  )
}

const FORWARDED_HTTPS = JSON.stringify({
  headers: { customRequestHeaders: { 'x-forwarded-proto': 'https' } },
})

function tlsOf(written: unknown, config: unknown): unknown {
  const tls = isMapping(written) ? written : {}
  const { options = 'default', ...rest } = tls
  const known = below(below(config, 'tls'), 'options')
  const named = known[bare(String(options))]
  return { ...rest, options: named === undefined ? options : plainly(named, 'tls.Options') }
}

/** Each middleware that is met, chains opened and `headers` taken apart, as texts. */
function atomsOf(name: string, config: unknown, seen: ReadonlySet<string>): readonly string[] {
  const middleware = below(below(config, 'http'), 'middlewares')[bare(name)]
  if (!isMapping(middleware) || seen.has(name)) return [JSON.stringify(name)]
  return Object.entries(middleware).flatMap(([type, settings]) => {
    if (type === 'chain')
      return listOf(isMapping(settings) ? settings['middlewares'] : []).flatMap((one) =>
        atomsOf(one, config, new Set([...seen, name])),
      )
    const plain = plainly({ [type]: settings }, 'dynamic.Middleware')
    if (!isMapping(plain)) return []
    const content = plain[type]
    if (type === 'headers' && isMapping(content)) return headerAtoms(content)
    if (type === 'errors' && isMapping(content))
      return [text({ errors: { ...content, service: serviceOf(content['service'], config, new Set()) } })]
    return [text(type === 'ipWhiteList' ? { ipAllowList: content } : plain)]
  })
}

/** The parts of a `headers` middleware that have nothing to do with each other. */
function headerAtoms(settings: Mapping): readonly string[] {
  const kind = (key: string) =>
    key.startsWith('sts') || key === 'forceSTSHeader'
      ? 0
      : key === 'customRequestHeaders'
        ? 3
        : key.startsWith('accessControl') || key === 'addVaryHeader'
          ? 2
          : 1
  return [0, 1, 2, 3].flatMap((wanted) => {
    const own = Object.entries(settings).filter(([key]) => kind(key) === wanted)
    return own.length === 0 ? [] : [text({ headers: Object.fromEntries(own) })]
  })
}

/** Headers for the upstream may be set before or after what only changes the path, and before or after compressing. */
function inOrder(chain: readonly string[]): readonly string[] {
  const ordered = [...chain]
  for (let index = 1; index < ordered.length; index++) {
    for (let at = index; at > 0; at--) {
      const [left = '', right = ''] = [ordered[at - 1], ordered[at]]
      if (!(right.startsWith('{"headers":{"customRequestHeaders"') && INDIFFERENT.test(left))) break
      ordered[at - 1] = right
      ordered[at] = left
    }
  }
  return ordered
}

const INDIFFERENT =
  /^\{"(stripPrefix|stripPrefixRegex|addPrefix|replacePath|replacePathRegex|compress|buffering|retry|circuitBreaker|rateLimit|inFlightReq|ipAllowList|passTLSClientCert|redirectRegex)"/

function serviceOf(name: unknown, config: unknown, seen: ReadonlySet<unknown>): unknown {
  const service = below(below(config, 'http'), 'services')[bare(String(name))]
  if (!isMapping(service) || seen.has(name)) return name
  const deeper = new Set([...seen, name])
  const plain = plainly(service, 'dynamic.Service')
  return mapped(plain, (key, value) => {
    if ((key === 'service' || key === 'fallback') && typeof value === 'string')
      return serviceOf(value, config, deeper)
    if (key === 'name' && typeof value === 'string') return serviceOf(value, config, deeper)
    if (key === 'url' && typeof value === 'string') return value.replace(/\/$/, '')
    if (key === 'serversTransport' && typeof value === 'string') return transportOf(value, config)
    return value
  })
}

/** Without a number Go keeps two idle connections. */
function transportOf(name: string, config: unknown): unknown {
  const transport = below(below(config, 'http'), 'serversTransports')[bare(name)]
  if (!isMapping(transport)) return name
  const { maxIdleConnsPerHost = 2, ...rest } = transport
  const idle = maxIdleConnsPerHost === 0 || maxIdleConnsPerHost === '0' ? 2 : maxIdleConnsPerHost
  return { ...(plainly(rest, 'dynamic.ServersTransport') as Mapping), maxIdleConnsPerHost: Number(idle) }
}

function streamOf(router: unknown, section: Mapping): unknown {
  if (!isMapping(router)) return router
  const service = below(section, 'services')[bare(String(router['service']))]
  const middlewares = listOf(router['middlewares']).map(
    (name) => below(section, 'middlewares')[bare(name)] ?? name,
  )
  const { priority: _priority, ...rest } = router
  return { ...rest, service: service ?? router['service'], middlewares }
}

/** Names of our own provider are the same with and without it. */
export function bare(name: string): string {
  return name.replace(/@http$/, '')
}

function below(value: unknown, key: string): Mapping {
  const found = isMapping(value) ? value[key] : undefined
  return isMapping(found) ? found : {}
}

export function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function text(value: unknown): string {
  return JSON.stringify(sorted(value))
}

function mapped(value: unknown, change: (key: string, value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapped(item, change))
  if (!isMapping(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const changed = change(key, item)
      return [key, changed === item ? mapped(item, change) : changed]
    }),
  )
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isMapping(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  )
}

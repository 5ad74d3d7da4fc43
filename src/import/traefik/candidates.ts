/** What a router could be in the words of a service: the shortest first, and each only a proposal. */
import { textOf } from '../textOf.ts'
import { isMapping } from '../draft.ts'
import { shorten, type Keys } from '../shorten.ts'
import { alternativesOf } from './alternatives.ts'
import { bare, listOf } from './behaviour.ts'
import { middlewareKeys } from './middlewareKeys.ts'
import { below } from './objects.ts'
import { plainly } from './plainly.ts'
import { reachedKeys } from './reached.ts'
import { serviceKeys } from './serviceKeys.ts'

export interface Candidate {
  readonly keys: Keys
  readonly auth: Keys
  /** The routers that it stands for. */
  readonly routers: readonly string[]
}

/** Names of the entry points for HTTP and HTTPS. */
export interface EntryPoints {
  readonly http: string
  readonly https: string
}

export function candidatesOf(name: string, config: Keys, entryPoints: EntryPoints): readonly Candidate[] {
  const routers = below(below(config, 'http'), 'routers')
  const router = routers[name]
  if (!isMapping(router) || typeof router['rule'] !== 'string' || router['service'] === undefined) return []
  const reached = reachedKeys(router['rule']) ?? { rule: router['rule'] }
  const known = ['rule', 'service', 'entryPoints', 'middlewares', 'tls', 'priority', 'ruleSyntax']
  if (Object.keys(router).some((key) => !known.includes(key)) || router['ruleSyntax'] === 'v2') return []
  const side = sideOf(
    name,
    router,
    routers,
    config,
    entryPoints,
    'host' in reached || /\bHost\(/.test(router['rule']),
  )
  if (side === undefined) return []
  const names = listOf(router['middlewares']).map(bare)
  const middlewares = below(below(config, 'http'), 'middlewares')
  const find = (one: string) => middlewares[one]
  const service = bare(textOf(router['service']))
  const services = below(below(config, 'http'), 'services')
  const spoken = serviceKeys(services[service], below(below(config, 'http'), 'serversTransports'))
  const named = { upstream: service.includes('@') ? service : `${service}@http` }
  const words = middlewareKeys(names, find)
  const plain = { keys: names.length === 0 ? {} : { middlewares: { after: names } }, auth: {} }
  const upstreams = spoken === undefined ? [named] : [spoken, named]
  return upstreams.flatMap((upstream) =>
    [words, plain].map((way) => ({
      keys: shorten(stripsPath({ ...reached, ...side.keys, ...upstream, ...way.keys })),
      auth: way.auth,
      routers: [name, ...side.routers],
    })),
  )
}

/** `stripPrefix: true` says that it is the path of the service. */
function stripsPath(keys: Keys): Keys {
  const { path, stripPrefix } = keys
  const prefix = isMapping(path) ? path['prefix'] : path
  const [only, ...more] = listOf(stripPrefix)
  return typeof prefix === 'string' && more.length === 0 && only === prefix.replace(/(.)\/$/, '$1')
    ? { ...keys, stripPrefix: true }
    : keys
}

/** On which entry points, with which TLS, and which routers say the rest of it. */
function sideOf(
  name: string,
  router: Keys,
  routers: Keys,
  config: Keys,
  { http, https }: EntryPoints,
  hasHost: boolean,
): { readonly keys: Keys; readonly routers: readonly string[] } | undefined {
  const on = listOf(router['entryPoints'])
  if (on.length === 0) return undefined
  const tls = tlsKeys(router['tls'], config, hasHost)
  if (router['tls'] === undefined) {
    const usual = on.length === 1 && on[0] === http
    return { keys: { https: 'off', ...(usual ? {} : { entryPoint: on }) }, routers: [] }
  }
  if (on.length !== 1 || on[0] !== https) return { keys: { ...tls, entryPoint: on }, routers: [] }
  const same = Object.entries(routers).find(
    ([other, value]) =>
      other !== name &&
      isMapping(value) &&
      value['tls'] === undefined &&
      redirectsFor(value, router, config, http),
  )
  return same === undefined
    ? { keys: { ...tls, https: 'only' }, routers: [] }
    : { keys: tls, routers: [same[0]] }
}

/** The router on the other entry point that sends the same requests to HTTPS. */
function redirectsFor(other: Keys, router: Keys, config: Keys, http: string): boolean {
  const on = listOf(other['entryPoints'])
  const [first, ...more] = listOf(other['middlewares'])
  const middleware =
    first === undefined ? {} : below(below(below(config, 'http'), 'middlewares'), bare(first))
  const rules = [other, router].map(({ rule }) => JSON.stringify(alternativesOf(String(rule)).toSorted()))
  return (
    on.length === 1 &&
    on[0] === http &&
    more.length === 0 &&
    'redirectScheme' in middleware &&
    rules[0] === rules[1]
  )
}

const MODERN = JSON.stringify({ minVersion: 'VersionTLS13' })

/** Options are tied to the names in `Host`: without one there are only those of Traefik itself. */
function tlsKeys(written: unknown, config: Keys, hasHost: boolean): Keys {
  const { options = 'default', certResolver, domains } = isMapping(written) ? written : {}
  const known = below(below(config, 'tls'), 'options')[bare(String(options))]
  const text = known === undefined ? '' : JSON.stringify(plainly(known, 'tls.Options'))
  const plain = text === MODERN || (!hasHost && options === 'default')
  const profile = plain ? undefined : bare(String(options))
  const tls = {
    ...(profile === undefined ? {} : { profile }),
    ...(certResolver === undefined ? {} : { certResolver }),
    ...(domains === undefined ? {} : { domains: domainsOf(domains) }),
  }
  return Object.keys(tls).length === 0 ? {} : { tls }
}

function domainsOf(domains: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(domains) ? domains : []
  return list
    .filter(isMapping)
    .flatMap(({ main, sans }) => [...(main === undefined ? [] : [textOf(main)]), ...listOf(sans)])
}

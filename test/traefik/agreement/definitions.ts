/** Random definitions for requests to be asked of: services in the short language, and routers in Traefik's own words. */
import type { Random } from '../../soak/random.ts'

export const HOSTS = [
  'a.example.com',
  'b.example.com',
  'c.a.example.com',
  'xn--bcher-kva.example',
  'x_y.example',
] as const
const PATTERNS = ['*.example.com', '*.a.example.com'] as const
export const PATHS = [
  '/',
  '/a',
  '/a/',
  '/a/b',
  '/b',
  '/api',
  '/a b',
  '/é',
  '/a%2Fb',
  '/v1/users',
  "/it's",
  '/(x)',
] as const
export const NETWORKS = ['127.0.0.1', '127.0.0.2/31', '127.0.0.0/30', '10.0.0.0/8', '::1'] as const
const REGEXES = [
  '^/a/[^/]+$',
  '^/v\\d+/',
  '(?i)^/API',
  '^/[[:alpha:]]b?$',
  '(^|/)b/?$',
  '^/(?:a|b)(?:/|$)',
  '^/\\pL$',
  '^/a\\x20b\\z',
  '^/(?P<first>[a-z]+)/',
  '(?s)^/.$',
  '^/\\Q(x)\\E$',
  '^/(?i:A)(?:/b)?$',
  '^(/(.*))+b$',
] as const
const HOST_REGEXES = [
  '^[a-z]+\\.example\\.com$',
  '(?i)^A\\.',
  '\\.a\\.',
  '^(?:b|c)\\.',
  '_',
  '^[^.]+\\.example$',
] as const

/** The text of one definition file; `upstream` is the URL of a server that only it leads to. */
export function randomFile(random: Random, index: number, upstream: string, other: string): string {
  const definition = random.often(60)
    ? { services: { [`s${index}`]: service(random, upstream, other) } }
    : random.often(30)
      ? layered(random, index, upstream, other)
      : native(random, index, upstream)
  return JSON.stringify(definition, null, 2)
}

function service(random: Random, upstream: string, other: string): unknown {
  const reach = random.often(20)
    ? { rule: rule(random, 2) }
    : {
        host: some(random, [...HOSTS, ...PATTERNS]),
        ...maybe(random, 60, () => ({ path: path(random) })),
        ...maybe(random, 25, () => ({ match: match(random) })),
      }
  return {
    ...reach,
    upstream,
    https: random.of(['redirect', 'both', 'only', 'off', 'both']),
    ...maybe(random, 15, () => ({ tls: random.of(['modern', 'intermediate', 'default']) })),
    ...maybe(random, 25, () => ({ priority: random.below(5) })),
    ...way(random),
    ...maybe(random, 40, () => ({
      routes: [{ path: path(random), ...maybe(random, 70, () => ({ upstream: other })), ...way(random) }],
    })),
  }
}

function way(random: Random): object {
  return {
    ...maybe(random, 15, () => ({ stripPrefix: random.of(['/a', '/a/', ['/b', '/api'], '/v1']) })),
    ...maybe(random, 12, () => ({ addPrefix: random.of(['/added', '/x/y']) })),
    ...maybe(random, 12, () => ({
      rewrite: random.of([
        { from: '^/a/(.*)$', to: '/new/$1' },
        { from: '^/(\\w)(.*)', to: '/${1}x$2' },
      ]),
    })),
    ...maybe(random, 12, () => ({
      redirects: [
        random.of([
          { from: '/a', to: '/moved' },
          { from: '/b*', to: 'https://else.example/$1', permanent: true },
        ]),
      ],
    })),
    ...maybe(random, 12, () => ({
      allow: random.of(['127.0.0.1', ['127.0.0.2', '10.0.0.0/8'], '127.0.0.0/29']),
    })),
    ...maybe(random, 10, () => ({ deny: random.of(['127.0.0.1', '127.0.0.2/31']) })),
    ...maybe(random, 8, () => ({ auth: { basic: ['user:$$apr1$$x$$Uqgp0nFXvUWZ5wOFKNUw01'] } })),
    ...maybe(random, 15, () => ({
      headers: {
        request: random.of<object>([{ 'X-Set': 'yes' }, { 'X-One': null }, { Host: 'set.example' }]),
      },
    })),
    ...maybe(random, 10, () => ({ passHost: false })),
  }
}

function match(random: Random): object {
  return random.of<() => object>([
    () => ({ method: some(random, ['GET', 'POST', 'HEAD']) }),
    () => ({ header: { 'X-One': random.of(['1', '2', { regex: '^[12]$' }]) } }),
    () => ({ query: { q: random.of(['1', '', { regex: '\\d' }]) } }),
    () => ({ clientIp: random.of(NETWORKS) }),
  ])()
}

function path(random: Random): unknown {
  return random.of<() => unknown>([
    () => random.of(PATHS),
    () => [random.of(PATHS), { exact: random.of(PATHS) }],
    () => ({ exact: random.of(PATHS) }),
    () => ({ prefix: random.of(PATHS) }),
    () => ({ regex: random.of(REGEXES) }),
  ])()
}

/** Priorities are different: of two that are equal, Traefik takes a random one. */
function native(random: Random, index: number, upstream: string): unknown {
  const name = `n${index}`
  const middlewares: Record<string, unknown> = {}
  for (const [part, middleware] of Object.entries(nativeWay(random)))
    middlewares[`${name}-${part}`] = middleware
  const keepsPath = random.often(20)
  return {
    http: {
      routers: {
        [name]: {
          rule: rule(random, 3),
          service: name,
          entryPoints: random.of([['web'], ['websecure'], ['web', 'websecure']]),
          ...maybe(random, 60, () => ({ tls: random.of([{}, {}, { options: 'odd' }]) })),
          ...maybe(random, 70, () => ({ priority: 1_000_000_000 + index * 7 + random.below(7) })),
          ...maybe(random, Object.keys(middlewares).length > 0 ? 100 : 0, () => ({
            middlewares: Object.keys(middlewares),
          })),
        },
      },
      services: {
        [name]: {
          loadBalancer: {
            servers: [
              {
                url: `${upstream}${keepsPath ? random.of(['/base', '/base/', '/b%2Fc']) : ''}`,
                ...(keepsPath ? { preservePath: true } : {}),
              },
            ],
            ...maybe(random, 20, () => ({ passHostHeader: false })),
          },
        },
      },
      ...maybe(random, Object.keys(middlewares).length > 0 ? 100 : 0, () => ({ middlewares })),
    },
  }
}

/** A router that hands on to others below it, one of which may do the same. */
function layered(random: Random, index: number, upstream: string, other: string): unknown {
  const name = `n${index}`
  const middlewares: Record<string, unknown> = {}
  const wayOf = (router: string) => {
    const names = Object.entries(nativeWay(random)).map(([part, middleware]) => {
      middlewares[`${router}-${part}`] = middleware
      return `${router}-${part}`
    })
    return names.length === 0 ? {} : { middlewares: names }
  }
  const child = (parent: string, own: string, order: number) => ({
    [own]: {
      rule: rule(random, 2),
      parentRefs: [parent],
      priority: 1000 + order,
      ...wayOf(own),
    },
  })
  const deeper = random.often(40)
  const serviceOf = (url: string) => ({ loadBalancer: { servers: [{ url }] } })
  const routers: Record<string, object> = {
    [name]: {
      rule: random.often(8) ? 'PathPrefix(`/`)' : rule(random, 1),
      entryPoints: random.of([['web'], ['web'], ['web', 'websecure']]),
      priority: 1_000_000_000 + index * 7,
      ...wayOf(name),
    },
    ...child(name, `${name}-a`, random.below(3)),
    ...child(name, `${name}-b`, 3 + random.below(3)),
  }
  if (deeper)
    Object.assign(
      routers,
      child(`${name}-b`, `${name}-c`, random.below(3)),
      child(`${name}-b`, `${name}-d`, 5),
    )
  const services: Record<string, unknown> = {}
  for (const [own, url] of [
    ['a', upstream],
    ...(deeper
      ? [
          ['c', other],
          ['d', upstream],
        ]
      : [['b', other]]),
  ] as const) {
    Object.assign(routers[`${name}-${own}`] ?? {}, { service: `${name}-${own}` })
    services[`${name}-${own}`] = serviceOf(url)
  }
  return { http: { routers, services, ...(Object.keys(middlewares).length === 0 ? {} : { middlewares }) } }
}

function nativeWay(random: Random): Readonly<Record<string, unknown>> {
  return {
    ...maybe(random, 15, () => ({
      strip: { stripPrefix: { prefixes: some(random, ['/a', '/a/', '/a b', '/é', '/api', '/']) } },
    })),
    ...maybe(random, 10, () => ({
      regex: { stripPrefixRegex: { regex: some(random, ['^/[a-z]', '/b', '^/v\\d/']) } },
    })),
    ...maybe(random, 10, () => ({
      replace: { replacePath: { path: random.of(['/replaced', '/r%20r', '/é']) } },
    })),
    ...maybe(random, 10, () => ({
      rewrite: {
        replacePathRegex: {
          regex: random.of(['^/(a)(.*)', '(?P<x>[a-z]+)$', '/', 'b*']),
          replacement: random.of(['/$1/new', '/${x}y', '/n$2']),
        },
      },
    })),
    ...maybe(random, 10, () => ({ add: { addPrefix: { prefix: random.of(['/pre', 'pre', '/p q']) } } })),
    ...maybe(random, 10, () => ({
      scheme: {
        redirectScheme: {
          scheme: 'https',
          permanent: random.often(50),
          ...maybe(random, 40, () => ({ port: random.of(['443', '8443']) })),
        },
      },
    })),
    ...maybe(random, 10, () => ({
      away: {
        redirectRegex: {
          regex: random.of(['^https?://[^/]+/a(.*)', '/b$', 'q=(\\d)']),
          replacement: random.of(['https://else.example/x$1', '/local/$1', 'http://é.example/ü$1']),
          permanent: random.often(50),
        },
      },
    })),
    ...maybe(random, 10, () => ({
      allow: {
        ipAllowList: {
          sourceRange: some(random, NETWORKS),
          ...maybe(random, 30, () => ({ rejectStatusCode: 404 })),
        },
      },
    })),
    ...maybe(random, 10, () => ({
      headers: {
        headers: {
          customRequestHeaders: random.of<object>([
            { 'X-Set': 'native' },
            { 'x-one': '' },
            { host: 'h.example' },
          ]),
        },
      },
    })),
    ...maybe(random, 5, () => ({
      cors: {
        headers: { accessControlAllowOriginList: ['https://ok.example'], accessControlAllowMethods: ['GET'] },
      },
    })),
  }
}

function rule(random: Random, depth: number): string {
  const value = (text: string): string =>
    text.includes('`') || random.often(30) ? JSON.stringify(text) : `\`${text}\``
  const one = (name: string, ...texts: readonly string[]): string =>
    `${random.often(10) ? name.toLowerCase() : name}(${texts.map(value).join(', ')})`
  if (depth > 0 && random.often(60)) {
    const [left, right] = [rule(random, depth - 1), rule(random, depth - 1)]
    const joined = random.often(65) ? `${left} && ${right}` : `${left} || ${right}`
    return random.often(60) ? `(${joined})` : random.often(20) ? `!(${joined})` : joined
  }
  const matcher = random.of<() => string>([
    () => one('Host', random.of([...HOSTS, ...PATTERNS, 'A.Example.com', 'a.example.com.'])),
    () => one('Host', random.of(HOSTS)),
    () => one('HostRegexp', random.of(HOST_REGEXES)),
    () => one('Path', random.of(PATHS)),
    () => one('PathPrefix', random.of(PATHS)),
    () => one('PathRegexp', random.of(REGEXES)),
    () => one('Method', random.of(['GET', 'post', 'OPTIONS'])),
    () => one('Header', random.of(['X-One', 'x-two']), random.of(['1', '2', 'a, b'])),
    () =>
      one(
        'HeaderRegexp',
        random.of(['X-One', 'X-Forwarded-Proto', 'X-Real-Ip']),
        random.of(['^\\d$', '[^1]', '^https?$', '\\.2$']),
      ),
    () => one('Query', ...random.of<readonly string[]>([['q'], ['q', '1'], ['k', 'é'], ['k', 'a b']])),
    () => one('QueryRegexp', 'q', random.of(['\\d', '^$', '(?i)x', '[[:^digit:]]'])),
    () => one('ClientIP', random.of(NETWORKS)),
  ])()
  return random.often(15) ? `!${matcher}` : matcher
}

function some<T>(random: Random, items: readonly [T, ...T[]] | readonly T[]): T[] {
  const [first, ...rest] = items
  if (first === undefined) return []
  const count = 1 + random.below(2)
  return [...new Set(Array.from({ length: count }, () => random.of([first, ...rest])))]
}

function maybe(random: Random, percent: number, make: () => object): object {
  return random.often(percent) ? make() : {}
}

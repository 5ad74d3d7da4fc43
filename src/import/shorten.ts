/** Keys as a person writes them: short forms where they say the same, in the order of the reference. */

export type Keys = Readonly<Record<string, unknown>>

export function shorten(keys: Keys): Keys {
  const known: readonly string[] = ORDER
  const forgotten = Object.keys(keys).filter((key) => !known.includes(key))
  if (forgotten.length > 0) throw new Error(`No place is known for ${forgotten.join(', ')}.`)
  return Object.fromEntries(
    ORDER.flatMap((key) => (keys[key] === undefined ? [] : [[key, short(key, keys[key])] as const])),
  )
}

const ORDER = [
  'host',
  'rule',
  'path',
  'match',
  'priority',
  'enabled',
  'redirectFrom',
  'https',
  'entryPoint',
  'tls',
  'upstream',
  'upstreamTls',
  'keepalive',
  'timeouts',
  'passHost',
  'balance',
  'sticky',
  'healthCheck',
  'passiveHealthCheck',
  'split',
  'retry',
  'headers',
  'hsts',
  'cors',
  'allow',
  'deny',
  'auth',
  'rateLimit',
  'concurrency',
  'redirects',
  'stripPrefix',
  'addPrefix',
  'rewrite',
  'trailingSlash',
  'compress',
  'maxBody',
  'circuitBreaker',
  'errorPages',
  'forwardClientCert',
  'middlewares',
  'routes',
] as const

/** By key, the only member that its short form says. */
const MAIN: Readonly<Record<string, string>> = {
  hsts: 'maxAge',
  keepalive: 'idle',
  allow: 'from',
  auth: 'provider',
  tls: 'profile',
  retry: 'attempts',
  middlewares: 'after',
  rateLimit: 'rate',
  healthCheck: 'path',
}

function short(key: string, value: unknown): unknown {
  if (Array.isArray(value))
    return key !== 'routes' && key !== 'redirects' && key !== 'split' ? oneOrMany(value) : value
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(
    ([name, below]) => [name, isOneOrMany(name) ? oneOrMany(below) : below] as const,
  )
  const [first] = entries
  return first !== undefined && entries.length === 1 && first[0] === MAIN[key] && first[1] !== null
    ? first[1]
    : Object.fromEntries(entries)
}

function isOneOrMany(name: string): boolean {
  return [
    'from',
    'basic',
    'status',
    'ca',
    'origins',
    'methods',
    'before',
    'after',
    'domains',
    'method',
    'clientIp',
  ].includes(name)
}

function oneOrMany(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value
}

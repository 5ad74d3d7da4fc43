/** Middlewares in the words of a service; those that it has no words for are named. */
import { textOf } from '../textOf.ts'
import { shortest } from '../seconds.ts'
import { isMapping } from '../draft.ts'
import { milliseconds } from './plainly.ts'

type Mapping = Readonly<Record<string, unknown>>

export interface Words {
  /** In their long form. */
  readonly keys: Mapping
  /** Authentication providers that they name. */
  readonly auth: Mapping
}

/** `find` gives the middleware of a name, or nothing when it is defined elsewhere. */
export function middlewareKeys(names: readonly string[], find: (name: string) => unknown): Words {
  const before: string[] = []
  const after: string[] = []
  let auth: Mapping = {}
  let keys: Mapping = {}
  for (const name of names) {
    const middleware = find(name)
    const words = isMapping(middleware) && after.length === 0 ? wordsOf(name, middleware) : undefined
    const clash =
      words !== undefined && Object.keys(words.keys).some((key) => key in keys && key !== 'headers')
    if (words === undefined || clash) {
      // What is met before all that the service says, or after it.
      if (Object.keys(keys).length === 0) before.push(name)
      else after.push(name)
      continue
    }
    keys = {
      ...keys,
      ...words.keys,
      ...(words.keys['headers'] === undefined
        ? {}
        : { headers: { ...below(keys, 'headers'), ...below(words.keys, 'headers') } }),
    }
    auth = { ...auth, ...words.auth }
  }
  const own = Object.keys(keys).length > 0
  const middlewares = {
    ...(own && before.length > 0 ? { before } : {}),
    ...(after.length > 0 ? { after } : {}),
  }
  if (!own && before.length > 0) return { keys: { middlewares: before }, auth }
  return { keys: { ...keys, ...(Object.keys(middlewares).length === 0 ? {} : { middlewares }) }, auth }
}

function wordsOf(name: string, middleware: Mapping): Words | undefined {
  const entries = Object.entries(middleware)
  const [first] = entries
  if (first === undefined || entries.length !== 1) return undefined
  const [type, written] = first
  const settings = isMapping(written) ? written : {}
  const has = (...known: readonly string[]) => Object.keys(settings).every((key) => known.includes(key))
  const only = (keys: Mapping | undefined, ...known: readonly string[]): Words | undefined =>
    keys !== undefined && has(...known) ? { keys, auth: {} } : undefined
  switch (type) {
    case 'headers':
      return headerWords(settings)
    case 'stripPrefix':
      return only({ stripPrefix: settings['prefixes'] }, 'prefixes')
    case 'addPrefix':
      return only({ addPrefix: settings['prefix'] }, 'prefix')
    case 'replacePathRegex':
      return only(
        { rewrite: { from: settings['regex'], to: settings['replacement'] } },
        'regex',
        'replacement',
      )
    case 'basicAuth':
      // A service does not tell the password to its upstream.
      return settings['removeHeader'] === true
        ? only({ auth: { basic: settings['users'] } }, 'users', 'removeHeader')
        : undefined
    case 'ipAllowList':
    case 'ipWhiteList':
      return only({ allow: { from: settings['sourceRange'] } }, 'sourceRange')
    case 'rateLimit':
      return only(rateWords(settings), 'average', 'period', 'burst')
    case 'inFlightReq':
      return only({ concurrency: Number(settings['amount']) }, 'amount')
    case 'compress':
      return only({ compress: true })
    case 'buffering':
      return only({ maxBody: size(Number(settings['maxRequestBodyBytes'])) }, 'maxRequestBodyBytes')
    case 'retry':
      return only(
        {
          retry: {
            attempts: Number(settings['attempts']),
            ...(settings['initialInterval'] === undefined
              ? {}
              : { interval: duration(settings['initialInterval']) }),
          },
        },
        'attempts',
        'initialInterval',
      )
    case 'circuitBreaker':
      return only({ circuitBreaker: settings['expression'] }, 'expression')
    case 'passTLSClientCert':
      return settings['pem'] === true ? only({ forwardClientCert: true }, 'pem') : undefined
    case 'forwardAuth':
      return has('address', 'trustForwardHeader', 'authResponseHeaders', 'authRequestHeaders')
        ? { keys: { auth: { provider: name } }, auth: { [name]: providerOf(settings) } }
        : undefined
    default:
      return undefined
  }
}

function headerWords(settings: Mapping): Words | undefined {
  const {
    customRequestHeaders,
    customResponseHeaders,
    stsSeconds,
    stsIncludeSubdomains,
    stsPreload,
    ...rest
  } = settings
  if (Object.keys(rest).length > 0) return undefined
  const headers = {
    ...(isMapping(customRequestHeaders) ? { request: nullsOf(customRequestHeaders) } : {}),
    ...(isMapping(customResponseHeaders) ? { response: nullsOf(customResponseHeaders) } : {}),
  }
  const hsts =
    stsSeconds === undefined || Number(stsSeconds) === 0
      ? undefined
      : {
          maxAge: shortest(Number(stsSeconds)),
          ...(stsIncludeSubdomains === true ? { includeSubdomains: true } : {}),
          ...(stsPreload === true ? { preload: true } : {}),
        }
  if (hsts === undefined && (stsSeconds !== undefined || stsIncludeSubdomains !== undefined)) return undefined
  const keys = {
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(hsts === undefined ? {} : { hsts }),
  }
  return Object.keys(keys).length === 0 ? undefined : { keys, auth: {} }
}

/** An empty text takes a header away. */
function nullsOf(headers: Mapping): Mapping {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value === '' || value === null ? null : textOf(value),
    ]),
  )
}

function rateWords({ average, period = '1s', burst = 1 }: Mapping): Mapping | undefined {
  const unit = { 1000: 's', 60000: 'm', 3600000: 'h' }[String(milliseconds(period))]
  return unit === undefined || average === undefined
    ? undefined
    : { rateLimit: { rate: `${Number(average)}/${unit}`, burst: Number(burst) } }
}

function providerOf({
  address,
  trustForwardHeader,
  authResponseHeaders,
  authRequestHeaders,
}: Mapping): Mapping {
  return {
    type: 'custom',
    address,
    ...(authRequestHeaders === undefined ? {} : { requestHeaders: authRequestHeaders }),
    ...(authResponseHeaders === undefined ? {} : { responseHeaders: authResponseHeaders }),
    ...(trustForwardHeader === true ? { trustForwardHeader } : {}),
  }
}

function size(bytes: number): string {
  const unit = (['GiB', 'MiB', 'KiB'] as const).find((_, index) => bytes % 1024 ** (3 - index) === 0)
  return unit === undefined
    ? `${bytes}B`
    : `${bytes / 1024 ** (3 - ['GiB', 'MiB', 'KiB'].indexOf(unit))}${unit}`
}

/** As a definition writes it. */
export function duration(value: unknown): string {
  const time = milliseconds(value)
  if (typeof time !== 'number') return String(value)
  return time % 1000 === 0 ? shortest(time / 1000) : `${time}ms`
}

function below(value: Mapping, key: string): Mapping {
  const found = value[key]
  return isMapping(found) ? found : {}
}

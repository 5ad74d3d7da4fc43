/** A request as a client sends it, and as Traefik sees it when it looks for a router. */
import { parseAddress } from '../ip.ts'
import { escape, toBytes, type Bytes } from './bytes.ts'
import { escapedPath, joinPath, parsePath, unescape, type GoPath } from './goUrl.ts'

export interface Asked {
  /** Over TLS. */
  readonly tls: boolean
  readonly entryPoint: string
  readonly method: string
  /** The `Host` header, with a port if there is one. */
  readonly host: string
  /** Path and query as on the wire: `/a?b=c`. */
  readonly target: string
  readonly headers: readonly (readonly [string, string])[]
  /** Of the TCP connection. */
  readonly clientIp: string
  /** The name in the TLS handshake. */
  readonly sni: string
}

export interface Seen {
  readonly asked: Asked
  /** In lower case, without the port. */
  readonly host: string
  readonly url: GoPath
  /** What `Path` and its kin compare: decoded but for reserved characters. */
  readonly routingPath: Bytes
  /** The query with its `?`, also when nothing stands behind that. */
  readonly search: string
  readonly sentSearch: string
  readonly parameters: ReadonlyMap<string, readonly string[]>
  /** By name in Go's spelling. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly clientIp: readonly number[]
}

/** Or why Traefik answers 400 before it looks for a router. */
export function see(asked: Asked): Seen | { readonly refused: string } {
  const { host, target } = asked
  if (host === '' || !/^[\x21-\x7e]*$/.test(host) || /[/`\\ "<>^{|}@?#]/.test(host))
    return { refused: 'the `Host` header is not a host' }
  const [, written = '', query = ''] = /^([^?]*)(\?.*)?$/s.exec(target) ?? []
  if (written.includes('#')) return { refused: 'the path holds a `#`' }
  const parsed = parsePath(toBytes(written))
  if (parsed === undefined || !written.startsWith('/'))
    return { refused: 'the path has a `%` without two hexadecimal digits behind it' }
  const url = joinPath(normalized(parsed))
  const search = query.replaceAll(';', '&')
  return {
    asked,
    host: canonicalHost(host),
    url,
    routingPath: routingPathOf(url),
    search,
    sentSearch: query,
    parameters: parametersOf(search.slice(1)),
    headers: headersOf(asked),
    clientIp: parseAddress(asked.clientIp) ?? [],
  }
}

/** By a router below another one: the host, as every router compares it, stays that of the client. */
export function seenAgain(
  seen: Seen,
  { url, search, headers }: Pick<Seen, 'url' | 'search' | 'headers'>,
): Seen {
  return {
    ...seen,
    url,
    routingPath: routingPathOf(url),
    search,
    parameters: parametersOf(search.slice(1)),
    headers,
  }
}

/** Percent-escapes in upper case, those of unreserved characters decoded (pkg/server/server_entrypoint_tcp.go, `normalizePath`). */
function normalized(url: GoPath): GoPath {
  const rawPath = url.rawPath.replace(/%(..)/g, (written) => {
    const character = unescape(written) ?? ''
    return /[\w.~-]/.test(character) ? character : written.toUpperCase()
  })
  return { path: url.path, rawPath }
}

function routingPathOf(url: GoPath): Bytes {
  return escapedPath(url).replace(/%(..)/g, (written) =>
    RESERVED.has(written) ? written : (unescape(written) ?? ''),
  )
}

/** pkg/muxer/http/mux.go, `reservedCharacters` */
const RESERVED: ReadonlySet<string> = new Set(Array.from(":/?#[]@!$&'()*+,;=%", escape))

function canonicalHost(host: string): string {
  const [, bracketed, name] = /^(?:\[([^\]]*)\]|([^:]*))(?::[^:]*)?$/.exec(host) ?? []
  return (bracketed ?? name ?? host).trim().toLowerCase()
}

/** `url.ParseQuery`: a pair that cannot be decoded is left out. */
function parametersOf(query: string): ReadonlyMap<string, readonly string[]> {
  const parameters = new Map<string, string[]>()
  for (const pair of query.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
    const [key, text] = [name, value].map((part) => unescape(toBytes(part.replaceAll('+', ' '))))
    if (key === undefined || text === undefined) continue
    const known = parameters.get(key)
    if (known === undefined) parameters.set(key, [text])
    else known.push(text)
  }
  return parameters
}

/**
 * What Traefik passes on: the forwarding headers of a client that is not trusted are its own
 * (pkg/middlewares/forwardedheaders/forwarded_header.go). Which clients are trusted is static configuration; here, none.
 */
function headersOf({ headers, host, clientIp, tls }: Asked): ReadonlyMap<string, readonly string[]> {
  const seen = new Map<string, string[]>()
  for (const [name, value] of headers) {
    const key = canonicalHeader(name)
    if (key === 'Host' || FORWARDING.has(key.replaceAll('_', '-').toLowerCase())) continue
    const known = seen.get(key)
    if (known === undefined) seen.set(key, [value.trim()])
    else known.push(value.trim())
  }
  const upgrade = seen.get('Upgrade')?.some((value) => value.toLowerCase() === 'websocket') === true
  const scheme = `${upgrade ? 'ws' : 'http'}${tls ? 's' : ''}`
  const port = /:(\d+)$/.exec(host)?.[1] ?? (tls ? '443' : '80')
  seen.set('X-Real-Ip', [clientIp])
  seen.set('X-Forwarded-Proto', [scheme])
  seen.set('X-Forwarded-Port', [port])
  seen.set('X-Forwarded-Host', [host])
  return seen
}

const FORWARDING: ReadonlySet<string> = new Set([
  ...['proto', 'for', 'host', 'port', 'server', 'uri', 'method', 'prefix'].map(
    (name) => `x-forwarded-${name}`,
  ),
  'x-forwarded-tls-client-cert',
  'x-forwarded-tls-client-cert-info',
  'x-real-ip',
])

/** `x-api-key` is `X-Api-Key`; a name that is no token stays as it is. */
export function canonicalHeader(name: string): string {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return name
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
}

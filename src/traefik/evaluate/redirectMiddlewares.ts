/** Middlewares that redirect: where to, and with which status. */
import { escape, toBytes, toText } from './bytes.ts'
import { goRegexp, replaceAll } from './goRegexp.ts'
import { escapedPath, parsePath } from './goUrl.ts'
import { requestUri, type Going, type Step } from './going.ts'
import { unknown, untouched } from './pathMiddlewares.ts'
import { flagOf, textOf } from './raw.ts'

type Settings = Readonly<Record<string, unknown>>
type Done = Pick<Step, 'does' | 'next'>

export function redirectRegex(settings: Settings, going: Going): Done {
  const url = `${going.tls ? 'https' : 'http'}://${going.host}${toText(requestUri(going))}`
  return redirect(
    going,
    url,
    textOf(settings['regex']),
    textOf(settings['replacement']),
    flagOf(settings['permanent']),
  )
}

/** Asks `X-Forwarded-Proto` for the scheme that the client used; a WebSocket counts as its HTTP. */
export function redirectScheme(settings: Settings, going: Going): Done {
  const [scheme, port] = [textOf(settings['scheme']), textOf(settings['port'])]
  const isUsual = (scheme === 'http' && port === '80') || (scheme === 'https' && port === '443')
  const behind = port === '' || isUsual ? '' : `:${port}`
  const said = going.headers.get('X-Forwarded-Proto')?.[0]?.toLowerCase() ?? ''
  const isSecure = said === 'https' || said === 'wss' || (going.tls && said !== 'http' && said !== 'ws')
  const [, host = going.host, written = ''] = /^(.*?)(:\d*)?$/.exec(going.host) ?? []
  const from = written === (isSecure ? ':443' : ':80') ? '' : written
  // Go's `SplitHostPort` takes the brackets of an address away; the pattern then finds no host.
  const name = written === '' ? host : host.replace(/^\[(.*)\]$/, '$1')
  const url = `${isSecure ? 'https' : 'http'}://${name}${from}${toText(requestUri(going))}`
  return redirect(going, url, URI, `${scheme}://\${2}${behind}\${4}`, flagOf(settings['permanent']))
}

/** pkg/middlewares/redirect/redirect_scheme.go, `uriPattern` */
const URI = '^(https?:\\/\\/)?(\\[[\\w:.]+\\]|[\\w\\._-]+)?(:\\d+)?(.*)$'

function redirect(going: Going, url: string, pattern: string, replacement: string, permanent: boolean): Done {
  const compiled = goRegexp(pattern)
  if ('unsupported' in compiled) return unknown(going, pattern, compiled.unsupported)
  if (compiled.find(url) === undefined) return untouched(going, `\`${pattern}\` does not match \`${url}\``)
  const target = replaceAll(compiled, url, replacement)
  const location = asGoWrites(target)
  if (location === undefined) return { does: [`makes \`${target}\`, which is no URL`], next: { status: 502 } }
  if (target === url) return untouched(going, 'the request is already where it would lead')
  const isGet = going.method === 'GET'
  const status = permanent ? (isGet ? 301 : 308) : isGet ? 302 : 307
  return { does: [`redirects to \`${location}\``], next: { status, location } }
}

/** Parsed and written again, as `net/url` does it. */
function asGoWrites(target: string): string | undefined {
  const [whole, scheme = '', host = '', path = '', query = '', fragment = ''] =
    /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(target) ?? []
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (whole === undefined || /[\0-\x1f\x7f]/.test(target) || !isHost(host.slice(2))) return undefined
  const parsed = parsePath(toBytes(path))
  if (parsed === undefined) return undefined
  const authority = toBytes(host).replace(/[\x80-\xff]/g, escape)
  return `${scheme === '' ? '' : `${scheme.toLowerCase()}:`}${authority}${escapedPath(parsed)}${query}${fragment === '#' ? '' : fragment}`
}

/** A name or an address in brackets, with a port of digits; Go refuses a second colon. */
function isHost(written: string): boolean {
  const host = written.slice(written.lastIndexOf('@') + 1)
  return /^(?:\[[^\]]*\]|[^ "<>\\^`{|}:[\]]*)(?::\d*)?$/.test(host)
}

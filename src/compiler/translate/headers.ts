/** `headers`: set or removed on the way. */
import type { Subject } from '../subject.ts'
import type { Link } from './chain.ts'

/** Outermost, so that refusals and error pages carry them too. */
export function responseHeaders(subject: Subject): readonly Link[] {
  const { response = {} } = subject.keys.headers ?? {}
  if (Object.keys(response).length === 0) return []
  checkHops(subject, 'response', response)
  return [
    {
      name: { kind: 'headers', words: Object.keys(response).sort() },
      middleware: { headers: { customResponseHeaders: { ...response } } },
    },
  ]
}

/** Behind the sign-in: a password for the upstream must not let everybody in. */
export function requestHeaders(subject: Subject): readonly Link[] {
  const { request = {} } = subject.keys.headers ?? {}
  if (Object.keys(request).length === 0) return []
  checkHops(subject, 'request', request)
  if (request['Host'] === '') {
    const why = 'a request always has a `Host`; `passHost: false` sends that of the upstream'
    subject.report('unused-key', { key: 'Host', why }, ['headers', 'request', 'Host'], [], 'key')
  }
  return [
    {
      name: { kind: 'request-headers', words: Object.keys(request).sort() },
      middleware: { headers: { customRequestHeaders: { ...request } } },
    },
  ]
}

/** Headers of one connection, which each end writes by itself (RFC 9110, 7.6.1). */
const OF_A_CONNECTION: ReadonlySet<string> = new Set([
  'Connection',
  'Upgrade',
  'Keep-Alive',
  'Proxy-Connection',
  'Transfer-Encoding',
  'Content-Length',
])

/** To take one away does no harm. */
function checkHops(
  subject: Subject,
  side: 'request' | 'response',
  headers: Readonly<Record<string, string>>,
): void {
  for (const [name, value] of Object.entries(headers)) {
    if (value === '' || !OF_A_CONNECTION.has(name) || !subject.says('headers', side)) continue
    const say = /^(Connection|Upgrade)$/.test(name)
      ? 'Traefik writes it for each connection; WebSockets work without it. Leave it out.'
      : 'Traefik writes it for each connection. Leave it out.'
    subject.report('refused-key', { key: name, say }, ['headers', side, name], [], 'key')
  }
}

/** `headers`: set or removed on the way. */
import type { Subject } from '../subject.ts'
import type { Link } from './chain.ts'

/** Outermost, so that refusals and error pages carry them too. */
export function responseHeaders({ keys }: Subject): readonly Link[] {
  const { response = {} } = keys.headers ?? {}
  return Object.keys(response).length === 0
    ? []
    : [
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

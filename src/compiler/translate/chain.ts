/** The middlewares of a service, in the order in which a request meets them. */
import type { Middleware } from '../../traefik/config.ts'
import type { Context } from '../context.ts'
import { share, type Fragment } from '../fragment.ts'
import type { Subject } from '../subject.ts'
import { allow, deny } from './allow.ts'
import { auth } from './auth.ts'
import { cors } from './cors.ts'
import { errorPages } from './errorPages.ts'
import { requestHeaders, responseHeaders } from './headers.ts'
import { hsts } from './hsts.ts'
import {
  circuitBreaker,
  compress,
  concurrency,
  forwardClientCert,
  maxBody,
  rateLimit,
  retry,
} from './limits.ts'
import { addPrefix, addUpstreamPath, rewrite, stripPrefix } from './prefix.ts'
import { redirects } from './redirects.ts'

/** One middleware that a key asks for; `shared` when what it does is the same for all services that ask for it. */
export interface Link {
  readonly name: { readonly shared: string } | { readonly suffix: string }
  readonly middleware: Middleware
}

type Links = (subject: Subject, context: Context, fragment: Fragment) => readonly Link[]

/** What is first sees the answer last: headers stand on refusals, redirects and error pages too. */
const ORDER: readonly Links[] = [
  hsts,
  responseHeaders,
  // Before everything that refuses: a browser asks for permission without cookies or passwords.
  cors,
  compress,
  errorPages,
  deny,
  allow,
  rateLimit,
  concurrency,
  redirects,
  auth,
  requestHeaders,
  forwardClientCert,
  maxBody,
  circuitBreaker,
  retry,
  stripPrefix,
  rewrite,
  addPrefix,
  addUpstreamPath,
]

/** @returns the names: those of other providers, and ours, which are in the fragment */
export function chainOf(subject: Subject, context: Context, fragment: Fragment): readonly string[] {
  const { before = [], after = [] } = subject.keys.middlewares ?? {}
  for (const side of ['before', 'after'] as const) {
    for (const [index, name] of (subject.keys.middlewares?.[side] ?? []).entries()) {
      const place = () => subject.at(['middlewares', side, index])
      fragment.mentions.push({ kind: 'http.middlewares', name, place })
    }
  }
  const own = ORDER.flatMap((links) => links(subject, context, fragment)).map(({ name, middleware }) => {
    if ('suffix' in name) return share(fragment.middlewares, `${subject.name}-${name.suffix}`, middleware)
    fragment.middlewares[name.shared] = middleware
    return name.shared
  })
  return [...before, ...own, ...after]
}

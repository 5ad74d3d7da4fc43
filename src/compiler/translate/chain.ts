/** The middlewares of a service, in the order in which a request meets them. */
import type { Middleware, Raw } from '../../traefik/config.ts'
import { holdsSecret } from '../../traefik/secrets.ts'
import type { Native } from '../../language/native.ts'
import type { Context } from '../context.ts'
import { shareMiddleware, type Fragment } from '../fragment.ts'
import type { Subject } from '../subject.ts'
import { allow, deny } from './allow.ts'
import { auth, type Asked } from './auth.ts'
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
import { overlay } from './overlay.ts'
import { redirects } from './redirects.ts'
import { sharedName } from './sharedName.ts'

/** One middleware that a key asks for. */
export interface Link {
  readonly name: LinkName
  readonly middleware: Middleware | Raw
}

/**
 * `suffix`: of this service alone, and named after it. `shared`: a name that says all of it. `kind`: named by what it does,
 * with `words` for people. Traefik makes a new one for each router that names it, so that no two services count together.
 */
export type LinkName =
  | { readonly suffix: string }
  | { readonly shared: string }
  | { readonly kind: string; readonly words: readonly string[] }

type Links = (subject: Subject, context: Context, fragment: Fragment, asked: Asked) => readonly Link[]

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

/** What holds for all that Traefik answers in place of the upstream: redirects, and the page of maintenance. */
const ON_ANSWERS: ReadonlySet<Links> = new Set([
  hsts,
  responseHeaders,
  cors,
  deny,
  allow,
  rateLimit,
  concurrency,
])

const REDIRECTING = ORDER.filter((links) => ON_ANSWERS.has(links) || links === redirects)

/** Names of middlewares: those of other providers, and ours, which are in the fragment. */
export interface Chain {
  readonly all: readonly string[]
  /** Those for what Traefik answers in place of the upstream. */
  readonly answers: readonly string[]
  readonly redirects: readonly string[]
}

export function chainOf(subject: Subject, context: Context, fragment: Fragment, asked: Asked): Chain {
  return chainBy(ORDER, subject, context, fragment, asked)
}

/** Of a service that leads nowhere by itself. */
export function chainOfRedirects(subject: Subject, context: Context, fragment: Fragment): Chain {
  return chainBy(REDIRECTING, subject, context, fragment, NOBODY)
}

const NOBODY: Asked = new Set()

function chainBy(
  order: readonly Links[],
  subject: Subject,
  context: Context,
  fragment: Fragment,
  asked: Asked,
): Chain {
  const { before = [], after = [] } = subject.keys.middlewares ?? {}
  mention(subject, fragment, 'before', before)
  mention(subject, fragment, 'after', after)
  const placed = order.flatMap((by) =>
    by(subject, context, fragment, asked).map((link): Placed => ({ link, by })),
  )
  const chain = { all: [...before], answers: [...before], redirects: [] as string[] }
  for (const { link, by } of overlayLinks(placed, subject.keys.traefik?.middleware)) {
    const name = keep(subject, fragment, link)
    chain.all.push(name)
    if (by !== undefined && ON_ANSWERS.has(by)) chain.answers.push(name)
    if (by === redirects) chain.redirects.push(name)
  }
  chain.all.push(...after)
  return chain
}

function mention(
  subject: Subject,
  { mentions }: Fragment,
  side: 'before' | 'after',
  names: readonly string[],
): void {
  names.forEach((name, index) => {
    mentions.push({ kind: 'http.middlewares', name, place: () => subject.at(['middlewares', side, index]) })
  })
}

/** @returns the name under which it is in the fragment */
function keep(subject: Subject, fragment: Fragment, { name, middleware }: Link): string {
  // The digits in a name must not help to guess a secret.
  if ('suffix' in name || ('kind' in name && holdsSecret(middleware))) {
    const suffix = 'suffix' in name ? name.suffix : name.kind
    return shareMiddleware(fragment, `${subject.name}-${suffix}`, middleware)
  }
  const shared = 'shared' in name ? name.shared : sharedName(name.kind, name.words, middleware)
  fragment.middlewares[shared] = middleware
  return shared
}

interface Placed {
  readonly link: Link
  /** Nothing for what a person lays over. */
  readonly by: Links | undefined
}

/** Over the one middleware of that kind; of several nobody could say which is meant, so another one is made. */
function overlayLinks(placed: readonly Placed[], over: Native | undefined): readonly Placed[] {
  if (over === undefined) return placed
  const laid = [...placed]
  for (const [kind, settings] of Object.entries(over)) {
    const own = laid.filter(({ link }) => kind in link.middleware)
    const [only] = own
    const middleware = overlay(own.length === 1 && only !== undefined ? only.link.middleware : {}, {
      [kind]: settings,
    })
    if (own.length === 1 && only !== undefined) {
      // What is shared stays as it is for the others.
      const name = 'shared' in only.link.name ? { kind, words: [] } : only.link.name
      if (Object.keys(middleware).length === 0) laid.splice(laid.indexOf(only), 1)
      else laid[laid.indexOf(only)] = { link: { name, middleware }, by: only.by }
    } else if (Object.keys(middleware).length > 0)
      laid.push({ link: { name: { kind: `traefik-${kind}`, words: [] }, middleware }, by: undefined })
  }
  return laid
}

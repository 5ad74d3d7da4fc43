/** Routers that only redirect: other hosts, bare paths, and paths that the service does not take itself. */
import type { RedirectSource } from '../../language/formats/redirect.ts'
import type { PathMatch } from '../../language/service/reached.ts'
import type { RouterTls } from '../../traefik/config.ts'
import type { Context } from '../context.ts'
import { shareMiddleware, type Fragment } from '../fragment.ts'
import type { Subject } from '../subject.ts'
import type { Chain } from './chain.ts'
import { redirectHost, redirectToSlash } from './redirects.ts'
import { addRouters, NOTHING } from './routers.ts'
import type { Sides } from './sides.ts'

/** Where routers that only redirect answer, and with which middlewares. */
export interface Redirecting {
  readonly sides: Sides
  readonly tls: RouterTls | undefined
  readonly chain: Pick<Chain, 'answers' | 'redirects'>
}

/** Redirects from paths that the service itself does not take need a router of their own. */
export function addOutsideRedirects(
  subject: Subject,
  context: Context,
  fragment: Fragment,
  redirecting: Redirecting,
): void {
  const taken = subject.keys.path ?? []
  const outside = (subject.keys.redirects ?? [])
    .map(({ from }) => from)
    .filter((from) => taken.length > 0 && !taken.some((path) => takesPath(path, from.path)))
  if (outside.length > 0) addPathRedirects(subject, context, fragment, redirecting, outside)
}

/** Those of a service that leads nowhere: all of them, and at once on both entry points. */
export function addOnlyRedirects(
  subject: Subject,
  context: Context,
  fragment: Fragment,
  redirecting: Redirecting,
): void {
  const from = (subject.keys.redirects ?? []).map((redirect) => redirect.from)
  const sides = atOnce(redirecting.sides)
  if (from.length > 0) addPathRedirects(subject, context, fragment, { ...redirecting, sides }, from)
}

function addPathRedirects(
  subject: Subject,
  context: Context,
  fragment: Fragment,
  { sides, tls, chain }: Redirecting,
  from: readonly RedirectSource[],
): void {
  addRouters(subject, context, fragment, {
    ...sides,
    target: { service: NOTHING, middlewares: [...chain.answers, ...chain.redirects] },
    router: tls,
    part: '-redirects',
    paths: from.map(({ path, open }) => ({ kind: open ? 'prefix' : 'exact', path })),
  })
}

/** A redirect to HTTPS first would be one more round trip. */
function atOnce({ tls, plain, redirect }: Sides): Sides {
  return { tls, plain: [...new Set([...plain, ...redirect])], redirect: [] }
}

/** A pattern is not looked into. */
export function takesPath(path: PathMatch, from: string): boolean {
  if (path.kind === 'regex' || path.kind === 'exact') return path.kind === 'exact' && path.path === from
  return path.kind === 'prefix'
    ? from.startsWith(path.path)
    : from === path.path || from.startsWith(`${path.path}/`)
}

export function addSlashRedirect(
  subject: Subject,
  context: Context,
  fragment: Fragment,
  { sides, tls, chain }: Redirecting,
): void {
  const bare = (subject.keys.path ?? []).flatMap((path) =>
    (path.kind === 'below' || path.kind === 'prefix') && path.path !== '/'
      ? [path.path.replace(/\/$/, '')]
      : [],
  )
  if (bare.length === 0) {
    subject.report(
      'needs-another-key',
      { key: 'trailingSlash', needs: 'path', why: 'it redirects the path of the service' },
      ['trailingSlash'],
      [],
      'key',
    )
    return
  }
  const { name, middleware } = redirectToSlash()
  const shared = 'shared' in name ? name.shared : ''
  fragment.middlewares[shared] = middleware
  const paths = bare.map((path) => ({ kind: 'exact' as const, path }))
  addRouters(subject, context, fragment, {
    ...sides,
    target: { service: NOTHING, middlewares: [...chain.answers, shared] },
    router: tls,
    part: '-slash',
    paths,
  })
}

/** These hosts answer on both entry points themselves. */
export function addHostRedirect(
  subject: Subject,
  context: Context,
  fragment: Fragment,
  { sides, tls, chain }: Redirecting,
): void {
  const { redirectFrom, host = [] } = subject.keys
  const [to] = host
  if (redirectFrom === undefined || to === undefined) return
  if (to.startsWith('*')) {
    subject.report(
      'cannot-stand-together',
      {
        key: 'redirectFrom',
        other: 'host',
        why: 'the first `host` is a wildcard, and a redirect leads to one name',
      },
      ['redirectFrom'],
    )
    return
  }
  const itself = redirectFrom.findIndex((from) => host.includes(from))
  if (itself >= 0) {
    const why = `\`${redirectFrom[itself]}\` is in both, so it would be redirected to itself`
    subject.report('cannot-stand-together', { key: 'redirectFrom', other: 'host', why }, [
      'redirectFrom',
      itself,
    ])
    return
  }
  const scheme = sides.tls.length === 0 ? 'http' : sides.plain.length === 0 ? 'https' : undefined
  const { middleware } = redirectHost(to, scheme)
  const redirect = shareMiddleware(fragment, `${subject.name}-redirect`, middleware)
  addRouters(subject, context, fragment, {
    ...atOnce(sides),
    target: { service: NOTHING, middlewares: [...chain.answers, redirect] },
    router: tls,
    part: '-redirect',
    hosts: redirectFrom,
    paths: [],
  })
}

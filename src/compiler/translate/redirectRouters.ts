/** Routers that only redirect: other hosts, bare paths, and paths that the service does not take itself. */
import type { PathMatch } from '../../language/service/reached.ts'
import type { RouterTls } from '../../traefik/config.ts'
import type { Context } from '../context.ts'
import type { Fragment } from '../fragment.ts'
import type { Subject } from '../subject.ts'
import { redirectHost, redirectNames, redirectToSlash } from './redirects.ts'
import { addRouters, NOTHING } from './routers.ts'
import { sidesOf, type Sides } from './sides.ts'
import { tlsOf } from './tls.ts'

/** Redirects from paths that the service itself does not take need a router of their own. */
export function addOutsideRedirects(
  subject: Subject,
  context: Context,
  fragment: Fragment,
  sides: Sides,
  tls: RouterTls | undefined,
): void {
  const taken = subject.keys.path ?? []
  const outside = (subject.keys.redirects ?? [])
    .map(({ from }) => from)
    .filter((from) => taken.length > 0 && !taken.some((path) => takesPath(path, from.path)))
  if (outside.length === 0) return
  addRouters(subject, context, fragment, {
    ...sides,
    target: { service: NOTHING, middlewares: redirectNames(subject, fragment) },
    router: tls,
    part: '-redirects',
    paths: outside.map(({ path, open }) => ({ kind: open ? 'prefix' : 'exact', path })),
  })
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
  sides: Sides,
  tls: RouterTls | undefined,
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
    target: { service: NOTHING, middlewares: [shared] },
    router: tls,
    part: '-slash',
    paths,
  })
}

/** These hosts answer on both entry points themselves: a redirect to HTTPS first would be one more round trip. */
export function addHostRedirect(subject: Subject, context: Context, fragment: Fragment): void {
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
  const sides = sidesOf(subject, context)
  const scheme = sides.tls.length === 0 ? 'http' : sides.plain.length === 0 ? 'https' : undefined
  const { middleware } = redirectHost(to, scheme)
  const name = `${subject.name}-redirect`
  fragment.middlewares[name] = middleware
  const tls = sides.tls.length === 0 ? undefined : tlsOf(subject, context, fragment)
  addRouters(subject, context, fragment, {
    tls: sides.tls,
    plain: [...new Set([...sides.plain, ...sides.redirect])],
    redirect: [],
    target: { service: NOTHING, middlewares: [name] },
    router: tls,
    part: '-redirect',
    hosts: redirectFrom,
    paths: [],
  })
}

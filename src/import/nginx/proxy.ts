/** `proxy_pass`: where requests go, and what becomes of their path. */
import type { Keys } from '../shorten.ts'
import type { Directive } from './directive.ts'
import { escaped, expand, hasVariable, own, type Spot } from './spot.ts'
import type { Site } from './site.ts'
import { upstreamOf } from './upstream.ts'

export type { Keys }

export interface Proxy {
  readonly directive: Directive
  readonly scheme: 'http' | 'https' | 'h2c'
  /** What nginx sends as `Host` unless it is told otherwise. */
  readonly host: string
  /** The `upstream` block that it names. */
  readonly block?: Directive
  /** What takes the place of the location's path; absent: the path is passed on as it came. */
  readonly path?: string
}

/** Nothing where the location proxies nothing, or it cannot be said where to. */
export function proxyOf(spot: Spot, site: Site): Proxy | undefined {
  const directive = own(spot.place, 'proxy_pass', 'grpc_pass').at(-1)
  if (directive === undefined) return undefined
  const [written = ''] = directive.words
  const target = expand(spot, written).replace(/\$request_uri$/, '')
  const parts = /^(?:(https?|grpcs?):\/\/)?([^/]+)(\/.*)?$/.exec(target)
  if (/^\w+:\/\/unix:|^unix:/.test(target)) {
    site.fates.left(directive, 'Traefik reaches upstreams over the network only: give it a port.')
    return undefined
  }
  if (parts === null || hasVariable(target)) {
    site.fates.left(directive, 'It depends on the request; an upstream of Traefik is one place.')
    return undefined
  }
  const [, protocol = 'grpc', authority = '', path] = parts
  if (path !== undefined && written.includes('$')) {
    site.fates.left(directive, 'With a variable in it nginx asks for this path whatever was asked.')
    return undefined
  }
  site.fates.carried(directive)
  for (const one of own(spot.place, 'set')) if (written.includes(one.words[0] ?? ' ')) site.fates.carried(one)
  const block = site.upstreams.get(authority)
  return {
    directive,
    scheme:
      protocol === 'grpc' ? 'h2c' : protocol === 'grpcs' ? 'https' : protocol === 'https' ? 'https' : 'http',
    host: authority,
    ...(block === undefined ? {} : { block }),
    ...(path === undefined ? {} : { path }),
  }
}

/** `upstream` and what the path needs. `taken`: another location takes this path itself. */
export function proxyKeys(proxy: Proxy, spot: Spot, site: Site, taken: (path: string) => boolean): Keys {
  const upstream = upstreamOf(proxy, site)
  const path = pathKeys(proxy, spot)
  const { match } = spot
  const slash =
    match.kind === 'prefix' &&
    match.path.length > 1 &&
    match.path.endsWith('/') &&
    !taken(match.path.slice(0, -1))
  return {
    ...upstream.keys,
    upstream: upstream.servers(path.base),
    ...path.keys,
    // nginx redirects the bare path of a location that ends in a slash and is proxied.
    ...(slash ? { trailingSlash: 'redirect' } : {}),
  }
}

/** `base`: what is put in front of the request's path. */
function pathKeys({ path }: Proxy, { match }: Spot): { readonly base: string; readonly keys: Keys } {
  if (path === undefined || match.kind === 'regex') return { base: '', keys: {} }
  const to = path.replaceAll('$', '$$$$')
  if (match.kind === 'exact')
    return path === match.path
      ? { base: '', keys: {} }
      : { base: '', keys: { rewrite: { from: `^${escaped(match.path)}$`, to } } }
  const prefix = match.path
  if (path === prefix) return { base: '', keys: {} }
  const whole = path.endsWith('/') && (prefix.endsWith('/') || path === '/')
  if (!whole) return { base: '', keys: { rewrite: { from: `^${escaped(prefix)}`, to } } }
  return { base: path.slice(0, -1), keys: prefix === '/' ? {} : { stripPrefix: true } }
}

/** One server as a service with its routes. */
import type { Redirect } from './answers.ts'
import { certificateKeys } from './certificate.ts'
import type { Directive } from './directive.ts'
import type { Part, Parts } from './parts.ts'
import type { Keys } from './proxy.ts'
import { differenceOf, pathOf, prioritiesOf } from './routes.ts'
import type { Server } from './server.ts'
import { shorten } from '../shorten.ts'
import type { Site } from './site.ts'

export interface Entry extends Parts {
  readonly server: Server
  readonly https: 'redirect' | 'only' | 'both' | 'off'
  readonly redirectFrom: readonly string[]
}

interface Made {
  readonly name: string
  readonly keys: Keys
  readonly owners: readonly (readonly [Directive, readonly (string | number)[]])[]
}

/** More than one where a location is so different that no route can say it. */
export function serviceOf(entry: Entry, name: string, site: Site): readonly Made[] {
  const { server, parts } = entry
  const redirects = redirectsOf(entry, site)
  if (parts.length === 0 && redirects.length === 0 && entry.redirectFrom.length === 0) {
    site.fates.left(server.directive, 'There is nothing in it that a service could say.')
    return []
  }
  site.fates.carried(server.directive)
  const tls = certificateKeys(server, site)
  const whole = { ...reachedOf(entry, site), ...tls }
  const base =
    parts.find(({ spot }) => pathOf(spot) === undefined) ?? (redirects.length === 0 ? parts[0] : undefined)
  const priorities = prioritiesOf(parts)
  const withPlace = (part: Part): Keys => {
    const [path, priority] = [pathOf(part.spot), priorities.get(part.spot)]
    return {
      ...part.keys,
      ...(path === undefined ? {} : { path }),
      ...(priority === undefined ? {} : { priority }),
    }
  }
  const service = base === undefined ? { upstream: 'noop@internal' } : withPlace(base)
  const listed = redirects.map(({ from, to, permanent }) => ({
    from,
    to,
    ...(permanent ? {} : { permanent: false }),
  }))
  const own = { ...service, ...(listed.length === 0 ? {} : { redirects: listed }) }
  const routes: Keys[] = []
  const owners: [Directive, readonly (string | number)[]][] = [[server.directive, ['services', name]]]
  const apart: Made[] = []
  const place = ({ spot, block }: Part, path: readonly (string | number)[]): void => {
    owners.push([spot.place, path])
    if (block !== undefined) owners.push([block, path])
  }
  for (const part of parts) {
    if (part === base) {
      place(part, ['services', name])
      continue
    }
    const keys = { ...withPlace(part), ...inherited(listed, part) }
    const difference = part.refuses ? refusal(keys) : differenceOf(visible(own), visible(keys))
    if (difference === undefined || ('path' in own && !('path' in keys))) {
      const other = `${name}-${apart.length + 2}`
      apart.push({
        name: other,
        keys: shorten(visible({ ...whole, ...withPlace(part) })),
        owners: [[part.spot.place, ['services', other]]],
      })
      continue
    }
    place(part, ['services', name, 'routes', routes.length])
    routes.push(shorten(visible(difference)))
  }
  const keys = shorten(visible({ ...whole, ...own, ...(routes.length === 0 ? {} : { routes }) }))
  return [{ name, keys, owners }, ...apart]
}

/** A redirect of the service would take requests of a route away that is nearer to them. */
function inherited(listed: readonly { readonly from: string }[], { spot: { match } }: Part): Keys {
  if (listed.length === 0 || match.kind === 'regex') return listed.length === 0 ? {} : { redirects: listed }
  const inTheWay = listed.some(({ from }) => from.endsWith('*') && match.path.startsWith(from.slice(0, -1)))
  return inTheWay ? {} : { redirects: listed }
}

/** The rest is inherited, and never met. */
function refusal({ upstream: _upstream, redirects: _redirects, ...keys }: Keys): Keys {
  return keys
}

/** `proxy` is only there to name the service. */
function visible({ proxy: _proxy, ...keys }: Keys): Keys {
  return keys
}

function reachedOf({ server, https, redirectFrom }: Entry, site: Site): Keys {
  const standard = server.directive.block?.some(
    ({ name, words }) => name === 'listen' && /(^|:)(80|443)$/.test(words[0] ?? ''),
  )
  const listens = server.directive.block?.filter(({ name }) => name === 'listen') ?? []
  const entryPoints = server.ports.map((port) => `port-${port}`)
  if (standard === true || listens.length === 0) {
    for (const listen of listens) {
      const port = /(\d+)$/.exec(listen.words[0] ?? '')?.[1]
      if (port !== undefined && server.ports.includes(Number(port)))
        site.fates.left(
          listen,
          'This port beside the usual ones needs an entry point in Traefik, and a service of its own with `entryPoint`.',
        )
    }
  } else if (entryPoints.length > 0) {
    for (const port of server.ports)
      site.head.add(
        `The entry point \`port-${port}\` is static configuration of Traefik: \`--entryPoints.port-${port}.address=${server.addresses.get(port) ?? ''}:${port}\`.`,
      )
  }
  const elsewhere = standard !== true && entryPoints.length > 0
  return {
    ...(server.names.length === 0 ? { rule: ruleOf(server) } : { host: server.names }),
    ...(redirectFrom.length === 0 ? {} : { redirectFrom: [...new Set(redirectFrom)] }),
    ...(elsewhere
      ? { entryPoint: entryPoints, ...(server.tls ? {} : { https: 'off' }) }
      : https === 'redirect'
        ? {}
        : { https }),
  }
}

/** A server with patterns for names is for those hosts, one without any name for every host. */
function ruleOf({ patterns }: Server): string {
  if (patterns.length === 0) return 'PathPrefix(`/`)'
  return patterns.map((pattern) => `HostRegexp(\`${pattern}\`)`).join(' || ')
}

/** The exact before the longer before the shorter: the first that fits answers. */
function redirectsOf({ redirects, server, redirectFrom }: Entry, site: Site): readonly Redirect[] {
  return redirects
    .flatMap((redirect): Redirect[] => {
      if (redirect.from === '/*' && /^https:\/\/\$host\/\*$/.test(redirect.to)) return []
      const moved = redirectFrom.length > 0 && redirect.from === '/*'
      if (moved) return []
      const to = targetOf(redirect.to, server)
      if (to === undefined) {
        site.fates.left(
          redirect.directive,
          'It leads to the same name by another scheme, which `https` says for a whole service.',
        )
        return []
      }
      site.fates.carried(redirect.directive)
      return [{ ...redirect, to }]
    })
    .sort(
      (a, b) => Number(a.from.endsWith('*')) - Number(b.from.endsWith('*')) || b.from.length - a.from.length,
    )
}

/** A path where the client stays under the name it asked for. */
function targetOf(to: string, server: Server): string | undefined {
  const own = server.tls ? 'https' : 'http'
  const parts = /^(\$scheme|https?):\/\/([^/]+)(\/.*)?$/.exec(to)
  if (parts === null) return to.startsWith('$') ? undefined : to
  const [, scheme = '', host = '', path = ''] = parts
  const same = scheme === '$scheme' || scheme === own
  if (host === '$host') return same && path !== '' ? path : undefined
  return `${scheme === '$scheme' ? own : scheme}://${host}${path}`
}

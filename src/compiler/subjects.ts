/** The subjects of a service: itself, and each of its routes, with their layers and names. */
import type { Report } from '../diagnostics/diagnostic.ts'
import type { ServiceLayer } from '../language/service.ts'
import type { Context } from './context.ts'
import { fingerprint } from './fingerprint.ts'
import { createSubject, type Layer, type Subject } from './subject.ts'
import { slug } from './translate/slug.ts'
import type { Written } from './written.ts'

/** Of routes that only their order tells apart, so many are told apart. */
const MOST_ORDERED = 19

export function subjectsOf(
  name: string,
  written: Written<ServiceLayer>,
  { defaults }: Pick<Context, 'defaults'>,
  report: Report,
): readonly Subject[] {
  const { routes, ...own } = written.value
  const farthest: Layer[] =
    defaults === undefined ? [] : [layerOf(defaults, defaultsAsService(defaults.value))]
  const service = createSubject(
    { service: name, name, order: 0 },
    [...farthest, layerOf(written, own)],
    report,
  )
  const names = routeNames(routes ?? [])
  return [
    service,
    ...(routes ?? []).map((route, index) => {
      const layer: Layer = { ...layerOf(written, route), path: [...written.path, 'routes', index] }
      const inherited = { ...layerOf(written, inheritedBy(route, own)) }
      const order = Math.max(0, MOST_ORDERED - index)
      const identity = { service: name, name: `${name}-route-${names[index]}`, order }
      return createSubject(identity, [...farthest, inherited, layer], report)
    }),
  ]
}

function layerOf(written: Written<unknown>, keys: ServiceLayer): Layer {
  return { keys, locator: written.locator, document: written.document, path: written.path }
}

function defaultsAsService(defaults: Readonly<Record<string, unknown>>): ServiceLayer {
  const { entryPoints: _entryPoints, traefik: _traefik, ...keys } = defaults
  return keys
}

/**
 * A route shares all but what makes sense once only: what a service does with its own path, it does not do with the
 * path of a route.
 */
function inheritedBy(route: ServiceLayer, service: ServiceLayer): ServiceLayer {
  const {
    redirectFrom: _redirectFrom,
    redirects: _redirects,
    trailingSlash: _trailingSlash,
    ...inherited
  } = service
  const paths = (service.path ?? []).flatMap((path) => (path.kind === 'regex' ? [] : [path.path]))
  // "Take off the path" was said of the service's path, also for a route below it.
  return route.path !== undefined && service.stripPrefix === 'path'
    ? { ...inherited, stripPrefix: paths }
    : inherited
}

/** From the path; routes whose paths give one name are told apart by what they say, never by their order. */
function routeNames(routes: readonly ServiceLayer[]): readonly string[] {
  const slugs = routes.map((route) => slug(route.path?.[0]))
  const times = new Map<string, number>()
  for (const one of slugs) times.set(one, (times.get(one) ?? 0) + 1)
  return slugs.map((one, index) =>
    times.get(one) === 1 ? one : `${one}-${fingerprint(JSON.stringify(routes[index])).slice(0, 6)}`,
  )
}

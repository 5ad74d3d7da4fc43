/**
 * Finds which written keys made an object of Traefik: those without which it would be another one.
 * No translator has to note anything for it; it costs a translation for each key, and is done only when somebody asks.
 */
import type { Place } from '../diagnostics/place.ts'
import type { ServiceLayer } from '../language/service.ts'
import type { Context } from './context.ts'
import { objectsOf, type Fragment } from './fragment.ts'
import type { ValuePath } from './locate.ts'
import type { TraefikObject } from '../traefik/objects.ts'
import { subjectsOf } from './subjects.ts'
import { translateService } from './translate/service.ts'
import { placeOf, type Written } from './written.ts'

/** A key that has a part in an object. */
export interface Origin {
  /** As a person calls it: `host`, `routes[0].allow`, `defaults.hsts`, `tlsProfiles.old`. */
  readonly key: string
  readonly place: Place
}

/** By section and name of the object, `http.routers.shop`. What stands on nothing but the service itself has its name as origin. */
export type Origins = ReadonlyMap<string, readonly Origin[]>

/** Stands for the routers that a service shares with others. */
export const REDIRECTS = 'redirects'

/** The same service, but for one thing that is written. */
interface Variant {
  readonly origin: () => Origin
  readonly written: Written<ServiceLayer>
  readonly context: Context
}

export function originsOf(service: string, written: Written<ServiceLayer>, context: Context): Origins {
  const base = new Map(objectTexts(service, written, context))
  const found = new Map([...base.keys()].map((path) => [path, new Array<Origin>()]))
  for (const variant of variantsOf(written, context)) {
    const other = new Map(objectTexts(service, variant.written, variant.context))
    for (const [path, text] of base) if (other.get(path) !== text) found.get(path)?.push(variant.origin())
  }
  const itself = { key: service, place: placeOf(written) }
  return new Map([...found].map(([path, origins]) => [path, origins.length === 0 ? [itself] : origins]))
}

export function pathOf({ section, name }: TraefikObject): string {
  return `${section}.${name}`
}

function objectTexts(
  service: string,
  written: Written<ServiceLayer>,
  context: Context,
): readonly (readonly [string, string])[] {
  const fragment: Fragment = translateService(
    subjectsOf(service, written, context, () => undefined),
    context,
  )
  const objects = objectsOf(fragment).map((object) => [pathOf(object), JSON.stringify(object.value)] as const)
  return fragment.redirects.length === 0
    ? objects
    : [...objects, [REDIRECTS, JSON.stringify(fragment.redirects)] as const]
}

function* variantsOf(written: Written<ServiceLayer>, context: Context): Generator<Variant> {
  const { routes, ...own } = written.value
  const at = (of: Written<unknown>, path: ValuePath, key: string): (() => Origin) => {
    return () => ({ key, place: of.locator.locate(of.document, [...of.path, ...path], 'key').place })
  }
  for (const key of keysOf(own)) {
    const value = { ...without(own, key), ...(routes === undefined ? {} : { routes }) }
    yield { origin: at(written, [key], key), written: { ...written, value }, context }
  }
  for (const [index, route] of (routes ?? []).entries()) {
    for (const key of keysOf(route)) {
      const value = { ...written.value, routes: (routes ?? []).with(index, without(route, key)) }
      const origin = at(written, ['routes', index, key], `routes[${index}].${key}`)
      yield { origin, written: { ...written, value }, context }
    }
  }
  const { defaults } = context
  if (defaults !== undefined) {
    // The version decides what is a mistake, not what is made.
    const { entryPoints, traefik: _version, ...keys } = defaults.value
    for (const key of keysOf(keys)) {
      const { traefik: _wayOut, ...rest } = without(keys, key)
      const value = { ...rest, ...(entryPoints === undefined ? {} : { entryPoints }) }
      const changed = { ...context, defaults: { ...defaults, value } }
      yield { origin: at(defaults, [key], `defaults.${key}`), written, context: changed }
    }
    if (entryPoints !== undefined) {
      const changed = { ...context, entryPoints: { http: ELSEWHERE, https: ELSEWHERE } }
      yield { origin: at(defaults, ['entryPoints'], 'defaults.entryPoints'), written, context: changed }
    }
  }
  for (const [name, profile] of context.written.profiles) {
    const changed = { ...context, profiles: new Map(context.profiles).set(name, { minVersion: ELSEWHERE }) }
    yield { origin: at(profile, [], `tlsProfiles.${name}`), written, context: changed }
  }
  for (const [name, provider] of context.written.providers) {
    const providers = new Map(context.providers).set(name, {
      type: 'custom' as const,
      address: `http://${ELSEWHERE}`,
    })
    yield { origin: at(provider, [], `auth.${name}`), written, context: { ...context, providers } }
  }
}

const ELSEWHERE = 'elsewhere.invalid'

/** What a service cannot be without is changed in place of being taken away. */
function without(layer: ServiceLayer, key: keyof ServiceLayer): ServiceLayer {
  const { [key]: _taken, ...rest } = layer
  if (key === 'host') return { ...rest, host: [ELSEWHERE] }
  return GOALS.has(key) ? { ...rest, upstream: { reference: `${ELSEWHERE}@docker` } } : rest
}

const GOALS: ReadonlySet<keyof ServiceLayer> = new Set(['upstream', 'split', 'upstreams'])

function keysOf(layer: ServiceLayer): (keyof ServiceLayer)[] {
  return Object.keys(layer).filter((key): key is keyof ServiceLayer => key in layer)
}

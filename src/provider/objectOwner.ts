/** Finds the service that an object of a configuration is of. */
import type { Sections, TraefikObject } from '../traefik/objects.ts'
import { isShare, marksOf } from './sharedRouters.ts'

/** Nothing for what is of several, and for what is written in Traefik's own words. */
export type Owner = (object: TraefikObject) => string | undefined

/**
 * Objects of a service bear its name: `shop`, `shop-http`, `shop-route-admin`; of two services that fit it is the longer one.
 * Where nobody knows the services of a side, a router or service stands for itself and for all that begins with its name.
 * A share in a router of many is of the service whose own router serves the host.
 */
export function createOwner(sides: readonly Sections[], services: ReadonlySet<string>): Owner {
  const guesses = new Set(
    sides.flatMap((sections) =>
      [...sections]
        .filter(([section]) => /\.(?:routers|services)$/.test(section))
        .flatMap(([, objects]) => objects.map(({ name }) => name)),
    ),
  )
  const known = (name: string) => stemsOf(name).findLast((stem) => services.has(stem))
  const byName = (name: string) =>
    known(name) ?? stemsOf(name).find((stem) => guesses.has(stem) && known(stem) === undefined)
  const byMark = new Map<string, string>()
  for (const object of sides.flatMap((sections) => sections.get('http.routers') ?? [])) {
    const owner = isShare(object) ? undefined : byName(object.name)
    if (owner !== undefined) for (const mark of marksOf(object)) byMark.set(mark, owner)
  }
  return (object) => (isShare(object) ? byMark.get(object.mark) : byName(object.name))
}

/** `a-b-c` begins with `a`, `a-b` and `a-b-c`. */
function stemsOf(name: string): readonly string[] {
  return [...name.matchAll(/(?=-|$)/g)].map(({ index }) => name.slice(0, index))
}

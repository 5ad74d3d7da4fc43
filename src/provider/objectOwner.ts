/** Finds the service that an object of a configuration is of. */
import { isSharedName } from '../compiler/translate/sharedName.ts'
import { configOf, type Sections, type TraefikObject } from '../traefik/objects.ts'
import { referencesOf } from '../traefik/references.ts'
import { isShare, marksOf } from './sharedRouters.ts'

/** Nothing for what is of several, and for what is written in Traefik's own words. */
export type Owner = (object: TraefikObject) => string | undefined

/**
 * Objects of a service bear its name: `shop`, `shop-http`, `shop-route-admin`; of two services that fit it is the longer one.
 * Where nobody knows the services of a side, a router or service stands for itself and for all that begins with its name.
 * A share in a router of many is of the service whose own router serves the host; what is named by what it does is of the
 * service that uses it, if it is one.
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
  const byUse = new Map<string, Set<string | undefined>>()
  for (const { from, kind, name } of sides.flatMap((sections) => referencesOf(configOf(sections)))) {
    if (!isSharedName(name)) continue
    const users = byUse.get(`${kind} ${name}`) ?? new Set()
    byUse.set(`${kind} ${name}`, users.add(byName(from.name)))
  }
  return (object) => {
    if (isShare(object)) return byMark.get(object.mark)
    const users = byUse.get(`${object.section} ${object.name}`)
    if (users === undefined) return byName(object.name)
    const [only] = users
    return users.size === 1 ? only : undefined
  }
}

/** `a-b-c` begins with `a`, `a-b` and `a-b-c`. */
function stemsOf(name: string): readonly string[] {
  return [...name.matchAll(/(?=-|$)/g)].map(({ index }) => name.slice(0, index))
}

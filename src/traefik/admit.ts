/** The gate: nothing passes that Traefik would refuse, change silently, or die of. */
import { checkFields, problemOfKey } from './checkFields.ts'
import { findCircles, findDangers } from './dangers.ts'
import { typeOf, typeOfSection } from './field.ts'
import { isTooNew, type Need } from './needs.ts'
import {
  LISTS,
  objectsIn,
  pathOf,
  sectionsOf,
  withPaths,
  type Sections,
  type TraefikObject,
} from './objects.ts'
import { ROOT } from './schema.ts'
import type { Violation } from './violation.ts'

/** A whole configuration. */
export function admit(config: unknown): readonly Violation[] {
  const violations = checkFields(config, typeOf(ROOT), [], true)
  if (violations.length > 0) return violations
  const objects = objectsIn(config)
  return [
    ...withPaths(objects).flatMap(([object, path]) => dangersOf(object, path)),
    ...admitTogether(sectionsOf(objects)),
  ]
}

/** One object by itself: what Traefik makes of it does not depend on the others, but for what `admitTogether` looks at. */
export function admitObject(object: TraefikObject): readonly Violation[] {
  const { section, name, value } = object
  const isList = LISTS.has(section)
  const type = typeOfSection(section)
  const problem = type === undefined ? 'Traefik knows no such field' : isList ? undefined : problemOfKey(name)
  if (type === undefined || problem !== undefined) return [{ path: pathOf(object), problem: problem ?? '' }]
  const violations = checkFields(value, type, [], !isList)
  const found = violations.length > 0 ? violations : dangersOf(object, [])
  if (found.length === 0) return found
  return found.map(({ path, problem: why }) => ({ path: [...pathOf(object), ...path], problem: why }))
}

/** What the Traefik that is served does not know; absent: what none does. */
export function admitVersion(needs: readonly Need[], version: string | undefined): readonly Violation[] {
  return needs
    .filter(({ since }) => isTooNew(since, version))
    .map(({ since, path }) => ({ path, problem: `this needs Traefik ${since}` }))
}

/** What is only seen when all objects that were admitted one by one are looked at together. */
export function admitTogether(sections: Sections): readonly Violation[] {
  const violations: Violation[] = []
  for (const section of ['tcp.services', 'udp.services']) {
    const services = new Map((sections.get(section) ?? []).map(({ name, value }) => [name, value]))
    findCircles(section.split('.'), services, (path, problem) => void violations.push({ path, problem }))
  }
  return violations
}

function dangersOf(object: TraefikObject, path: Violation['path']): readonly Violation[] {
  const violations: Violation[] = []
  findDangers(object, path, (at, problem) => void violations.push({ path: at, problem }))
  return violations
}
export type { Violation }

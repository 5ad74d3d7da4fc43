/** A configuration as the named objects it is made of: what is merged, admitted and written object by object. */
import type { TraefikConfig } from './config.ts'

export interface TraefikObject {
  /** Sections are two levels deep: `http.routers`. */
  readonly section: string
  /** In a section that is a list, the value as text: that gives them an order, and each stands there once. */
  readonly name: string
  /** Never changed after it was made. */
  readonly value: unknown
}

/** The objects of each section, sorted by name; no section is empty. */
export type Sections = ReadonlyMap<string, readonly TraefikObject[]>

/** Sections that Traefik writes as a list. */
export const LISTS: ReadonlySet<string> = new Set(['tls.certificates'])

/** Where it stands in a configuration: by its name, or by its number in a list. */
export function pathOf({ section, name }: TraefikObject, index = 0): readonly (string | number)[] {
  return [...section.split('.'), LISTS.has(section) ? index : name]
}

/** Each with its path; `objects` holds all of a list in order. */
export function withPaths(
  objects: readonly TraefikObject[],
): readonly (readonly [TraefikObject, readonly (string | number)[]])[] {
  let index = 0
  return objects.map((object) => [object, pathOf(object, LISTS.has(object.section) ? index++ : 0)])
}

/** Of a configuration whose fields were checked; in no order. */
export function objectsIn(config: unknown): readonly TraefikObject[] {
  const objects: TraefikObject[] = []
  for (const [root, sections] of entriesOf(config)) {
    for (const [key, entries] of entriesOf(sections)) {
      const section = `${root}.${key}`
      const isList = Array.isArray(entries)
      for (const [name, value] of entriesOf(entries))
        objects.push({ section, name: isList ? JSON.stringify(value) : name, value })
    }
  }
  return objects
}

export function sectionsOf(objects: Iterable<TraefikObject>): Sections {
  const sections = new Map<string, Map<string, TraefikObject>>()
  for (const object of objects) {
    const named = sections.get(object.section) ?? new Map<string, TraefikObject>()
    sections.set(object.section, named.set(object.name, object))
  }
  return new Map([...sections].map(([section, named]) => [section, [...named.values()].sort(byName)]))
}

/** The same as one value, as Traefik reads it. */
export function configOf(sections: Sections): TraefikConfig {
  const config: Record<string, Record<string, unknown>> = {}
  for (const [path, objects] of sections) {
    const [root = '', key = ''] = path.split('.')
    config[root] ??= {}
    config[root][key] = LISTS.has(path)
      ? objects.map(({ value }) => value)
      : Object.fromEntries(objects.map(({ name, value }) => [name, value]))
  }
  return config
}

export function byName(a: TraefikObject, b: TraefikObject): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

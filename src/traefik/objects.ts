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

/** In no order. */
export function objectsIn(config: TraefikConfig): readonly TraefikObject[] {
  return Object.entries(config).flatMap(([root, sections]: [string, object | undefined]) =>
    Object.entries(sections ?? {}).flatMap(([key, entries]: [string, unknown]) => {
      const section = `${root}.${key}`
      if (Array.isArray(entries))
        return entries.map((value: unknown) => ({ section, name: JSON.stringify(value), value }))
      return Object.entries(entries ?? {}).map(([name, value]) => ({ section, name, value }))
    }),
  )
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

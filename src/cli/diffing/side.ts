/** One side of a difference: a configuration, with what is known of where it came from. */
import { sectionsOf, objectsIn, type Sections } from '../../traefik/objects.ts'
import type { TraefikConfig } from '../../traefik/config.ts'

export interface LabelledSide {
  /** How a person calls it. */
  readonly label: string
  readonly sections: Sections
  readonly services: Iterable<string>
}

/** `problem` is one or several full sentences. */
export type SideOrProblem = LabelledSide | { readonly problem: string }

/** A body of ours bears a middleware that names its revision: it is no difference. */
export function sideOfBody(body: TraefikConfig, label: string, services: Iterable<string>): LabelledSide {
  const objects = objectsIn(body)
  const marker = objects.find(({ section, name }) => section === 'http.middlewares' && MARKER.test(name))
  const revision = marker?.name.slice('pointsman-'.length)
  return {
    label: revision === undefined ? label : `${label} (revision ${revision})`,
    sections: sectionsOf(objects.filter((object) => object !== marker)),
    services,
  }
}

const MARKER = /^pointsman-[0-9a-f]{12}$/

const ROOTS = ['http', 'tcp', 'udp', 'tls']

/** Traefik's dynamic configuration, and nothing else. */
export function isConfig(value: unknown): value is TraefikConfig {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(value).every(([root, sections]) => ROOTS.includes(root) && isSections(sections))
  )
}

function isSections(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((objects) => typeof objects === 'object' && objects !== null)
  )
}

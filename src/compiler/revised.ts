/** Changes some of many sorted objects, and leaves what was there before as it was. */
import { byName, type Sections, type TraefikObject } from '../traefik/objects.ts'

export interface Revision {
  readonly section: string
  readonly name: string
  /** What stands under the name now; nothing when it is gone. */
  readonly object: TraefikObject | undefined
}

/** `revisions` name each object once. */
export function revised(sections: Sections, revisions: readonly Revision[]): Sections {
  if (revisions.length === 0) return sections
  const bySection = new Map<string, Revision[]>()
  for (const revision of revisions) {
    const known = bySection.get(revision.section)
    if (known === undefined) bySection.set(revision.section, [revision])
    else known.push(revision)
  }
  const after = new Map(sections)
  for (const [section, some] of bySection) {
    const objects = replaced(sections.get(section) ?? [], some)
    if (objects.length === 0) after.delete(section)
    else after.set(section, objects)
  }
  return after
}

function replaced(
  objects: readonly TraefikObject[],
  revisions: readonly Revision[],
): readonly TraefikObject[] {
  const changes = revisions.filter(({ name, object }) => objects[find(objects, name)] !== object)
  if (objects.length === 0) return changes.flatMap(({ object }) => object ?? []).sort(byName)
  const pieces: (readonly TraefikObject[])[] = []
  let from = 0
  for (const { name, object } of changes.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const at = find(objects, name)
    pieces.push(objects.slice(from, at))
    if (object !== undefined) pieces.push([object])
    from = objects[at]?.name === name ? at + 1 : at
  }
  return [...pieces, objects.slice(from)].flat()
}

/** Where the name stands, or would stand. */
function find(objects: readonly TraefikObject[], name: string): number {
  let low = 0
  let high = objects.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((objects[middle]?.name ?? '') < name) low = middle + 1
    else high = middle
  }
  return low
}

/** Changes some of many sorted objects, and leaves what was there before as it was. */
import { byName, type Sections, type TraefikObject } from '../traefik/objects.ts'

/** `names` by section: where something may have changed; `now` gives what stands there, or nothing. */
export function revised(
  sections: Sections,
  names: ReadonlyMap<string, ReadonlySet<string>>,
  now: (section: string, name: string) => TraefikObject | undefined,
): Sections {
  if (names.size === 0) return sections
  const after = new Map(sections)
  for (const [section, some] of names) {
    const objects = replaced(sections.get(section) ?? [], some, (name) => now(section, name))
    if (objects.length === 0) after.delete(section)
    else after.set(section, objects)
  }
  return after
}

function replaced(
  objects: readonly TraefikObject[],
  names: ReadonlySet<string>,
  now: (name: string) => TraefikObject | undefined,
): readonly TraefikObject[] {
  if (objects.length === 0) return [...names].flatMap((name) => now(name) ?? []).sort(byName)
  const pieces: (readonly TraefikObject[])[] = []
  let from = 0
  for (const name of [...names].sort()) {
    const at = find(objects, name)
    const before = objects[at]?.name === name ? objects[at] : undefined
    const object = now(name)
    if (object === before) continue
    pieces.push(objects.slice(from, at))
    if (object !== undefined) pieces.push([object])
    from = before === undefined ? at : at + 1
  }
  return pieces.length === 0 ? objects : pieces.concat([objects.slice(from)]).flat()
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

/** The stage that puts the objects of all parts together, each name once. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Place } from '../diagnostics/place.ts'
import type { Sections, TraefikObject } from '../traefik/objects.ts'
import { isSameValue } from '../traefik/sameValue.ts'
import { byRank, type Change, type Rank } from './change.ts'
import { createContest } from './contest.ts'
import type { Part } from './part.ts'
import { revised } from './revised.ts'

/** Where objects come from. */
export interface Source {
  readonly part: Pick<Part, 'service' | 'objects' | 'locate'>
  readonly rank: Rank
}

export interface Merge {
  update(sources: Change<Source>): void
  /** Two parts that would make different objects of one name. */
  diagnostics(): readonly Diagnostic[]
  /** Immutable, and the same as long as nothing is another. */
  sections(): Sections
  /** The part that an object comes from; of several that share it, any one. */
  ownerOf(
    section: string,
    name: string,
  ): { readonly service: string | undefined; readonly place: Place } | undefined
}

export function createMerge(): Merge {
  const sources = new Set<Source>()
  // What is shared is equal; two services' own objects of one name are not.
  const holders = createContest<TraefikObject>((a, b) => isSameValue(a.value, b.value))
  let sections: Sections = new Map()

  return {
    update({ came, went }) {
      const touched = new Map<string, Set<string>>()
      const touch = ({ section, name }: TraefikObject): void => {
        const names = touched.get(section) ?? new Set()
        touched.set(section, names.add(name))
      }
      for (const ranked of went) {
        sources.delete(ranked)
        for (const object of ranked.part.objects) {
          holders.remove(object.section, object.name, object)
          touch(object)
        }
      }
      for (const ranked of came) {
        sources.add(ranked)
        for (const object of ranked.part.objects) {
          holders.add(object.section, object.name, object)
          touch(object)
        }
      }
      sections = revised(sections, touched, (section, name) => holders.first(section, name))
    },
    diagnostics() {
      const contested = holders.contested()
      if (contested.length === 0) return []
      const owners = ownersOf(sources, new Set(contested.flat()))
      return contested.flatMap((several) => {
        const [first, ...others] = several.flatMap((object) => owners.get(object) ?? []).sort(byClaim)
        if (first === undefined) return []
        return others
          .filter((other) => !holders.isEqual(first.object, other.object))
          .map((other) => collision(other, first))
      })
    },
    sections: () => sections,
    ownerOf(section, name) {
      const object = holders.first(section, name)
      const part =
        object === undefined ? undefined : ownersOf(sources, new Set([object])).get(object)?.[0]?.part
      if (part === undefined) return undefined
      return { service: part.service, place: part.locate([...section.split('.'), name], 'key') }
    },
  }
}

interface Holder extends Source {
  readonly object: TraefikObject
}

/** Services share objects that are named by what they do: who takes such a name is told so, and not all of them. */
function byClaim(a: Holder, b: Holder): number {
  return Number(isShared(b)) - Number(isShared(a)) || byRank(a, b)
}

function isShared({ part: { service }, object: { name } }: Holder): boolean {
  return service !== undefined && name !== service && !name.startsWith(`${service}-`)
}

/** Looked for when there is something to tell, which is seldom. */
function ownersOf(
  sources: Iterable<Source>,
  objects: ReadonlySet<TraefikObject>,
): ReadonlyMap<TraefikObject, readonly Holder[]> {
  const owners = new Map<TraefikObject, Holder[]>()
  for (const ranked of sources) {
    for (const object of ranked.part.objects) {
      if (!objects.has(object)) continue
      const holder = { ...ranked, object }
      const known = owners.get(object)
      if (known === undefined) owners.set(object, [holder])
      else known.push(holder)
    }
  }
  return owners
}

function collision({ part, object }: Holder, first: Holder): Diagnostic {
  const { part: earlier } = first
  const path = [...object.section.split('.'), object.name]
  const place = part.locate(path, 'key')
  const note = (message: string) => [{ message, place: earlier.locate(path, 'key') }]
  if (part.service !== undefined && earlier.service !== undefined) {
    const values = { name: object.name, service: part.service, other: earlier.service }
    return diagnose('name-collision', values, place, note(`\`${earlier.service}\` is here.`))
  }
  const values = {
    what: object.section,
    name: object.name,
    service: part.service ?? earlier.service,
    isShared: isShared(first),
  }
  const maker =
    earlier.service === undefined ? 'It is' : `The service \`${earlier.service}\` makes one, and is`
  return diagnose('object-twice', values, place, note(`${maker} here.`))
}

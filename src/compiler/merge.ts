/** The stage that puts the objects of all parts together, each name once. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Sections, TraefikObject } from '../traefik/objects.ts'
import { byRank, type Change } from './change.ts'
import { createContest } from './contest.ts'
import { objectsOf } from './fragment.ts'
import type { RankedPart } from './parts.ts'
import { revised, type Revision } from './revised.ts'

export interface Merge {
  update(parts: Change<RankedPart>): void
  /** Two parts that would make different objects of one name. */
  diagnostics(): readonly Diagnostic[]
  /** Immutable, and the same as long as nothing is another. */
  sections(): Sections
}

interface Holder extends RankedPart {
  readonly object: TraefikObject
}

export function createMerge(): Merge {
  const byPart = new Map<RankedPart, readonly Holder[]>()
  // What is shared is equal; two services' own objects of one name are not.
  const holders = createContest<Holder>(
    ({ object: { value: a } }, { object: { value: b } }) =>
      a === b || JSON.stringify(a) === JSON.stringify(b),
  )
  let sections: Sections = new Map()

  return {
    update({ came, went }) {
      const touched = new Map<string, TraefikObject>()
      for (const part of went) {
        for (const holder of byPart.get(part) ?? []) {
          const name = nameOf(holder.object)
          touched.set(name, holder.object)
          holders.remove(name, holder)
        }
        byPart.delete(part)
      }
      for (const ranked of came) {
        const own = objectsOf(ranked.part.fragment).map((object) => ({ ...ranked, object }))
        byPart.set(ranked, own)
        for (const holder of own) {
          const name = nameOf(holder.object)
          touched.set(name, holder.object)
          holders.add(name, holder)
        }
      }
      sections = revised(
        sections,
        [...touched].map(([name, { section, name: key }]): Revision => ({
          section,
          name: key,
          object: holders.first(name)?.object,
        })),
      )
    },
    diagnostics: () =>
      [...holders.contested].flatMap((name) => {
        const [first, ...others] = holders.holders(name).toSorted(byRank)
        if (first === undefined) return []
        return others
          .filter((other) => !holders.isEqual(first, other))
          .map((other) => collision(other, first))
      }),
    sections: () => sections,
  }
}

function collision({ part, object }: Holder, { part: earlier }: Holder): Diagnostic {
  const path = [...object.section.split('.'), object.name]
  const place = part.locate(path, 'key')
  const note = (message: string) => [{ message, place: earlier.locate(path, 'key') }]
  if (part.service !== undefined && earlier.service !== undefined) {
    const values = { name: object.name, service: part.service, other: earlier.service }
    return diagnose('name-collision', values, place, note(`\`${earlier.service}\` is here.`))
  }
  const values = { what: object.section, name: object.name, service: part.service ?? earlier.service }
  const maker =
    earlier.service === undefined ? 'It is' : `The service \`${earlier.service}\` makes one, and is`
  return diagnose('object-twice', values, place, note(`${maker} here.`))
}

function nameOf({ section, name }: TraefikObject): string {
  return `${section} ${name}`
}

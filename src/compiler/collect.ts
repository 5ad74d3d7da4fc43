/** The stage that gathers what all files define, each name once. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Native } from '../language/native.ts'
import type { ServiceLayer } from '../language/service.ts'
import { byRank, type Change, type Rank } from './change.ts'
import { commonsOf, hasCommons, type Commons } from './commons.ts'
import { createContest } from './contest.ts'
import type { LoadedFile } from './files.ts'
import { placeOf, type Written } from './written.ts'

/** Where it is defined: a service, or a document in Traefik's own words, which has no name. */
export type Definition = ServiceDefinition | NativeDefinition

export interface ServiceDefinition {
  readonly name: string
  readonly written: Written<ServiceLayer>
  readonly rank: Rank
}

export interface NativeDefinition {
  readonly name: undefined
  readonly written: Written<Native>
  readonly rank: Rank
}

/** Of several that define one name, the first by rank keeps it, and the later ones are blamed. */
export interface Collection {
  /** Says which definitions there are now that were not there, or were others. */
  update(files: Change<LoadedFile>): Change<Definition>
  commons(): Commons
  diagnostics(): readonly Diagnostic[]
}

const SPACE = 'services'

export function createCollection(): Collection {
  const byFile = new Map<LoadedFile, readonly Definition[]>()
  const definitions = createContest<ServiceDefinition>(() => false)
  const chosen = new Map<string, ServiceDefinition>()
  const common = new Set<LoadedFile>()
  let commons = commonsOf([])

  return {
    update({ came, went }) {
      const touched = new Set<string>()
      const natives = { came: [] as Definition[], went: [] as Definition[] }
      let isCommonTouched = false
      for (const file of went) {
        for (const definition of byFile.get(file) ?? []) {
          if (definition.name === undefined) natives.went.push(definition)
          else {
            touched.add(definition.name)
            definitions.remove(SPACE, definition.name, definition)
          }
        }
        byFile.delete(file)
        if (common.delete(file)) isCommonTouched = true
      }
      for (const file of came) {
        const defined = definitionsIn(file)
        byFile.set(file, defined)
        for (const definition of defined) {
          if (definition.name === undefined) natives.came.push(definition)
          else {
            touched.add(definition.name)
            definitions.add(SPACE, definition.name, definition)
          }
        }
        if (!hasCommons(file)) continue
        common.add(file)
        isCommonTouched = true
      }
      if (isCommonTouched) commons = commonsOf([...common])
      const services = choose(touched)
      return { came: [...services.came, ...natives.came], went: [...services.went, ...natives.went] }
    },
    commons: () => commons.value,
    diagnostics: () => [
      ...commons.diagnostics,
      ...definitions.contested().flatMap((several) => {
        const [first, ...others] = several.toSorted(byRank)
        return others.map(({ name, written }) =>
          diagnose('duplicate-service', { name }, placeOf(written), already(first)),
        )
      }),
    ],
  }

  function choose(names: Iterable<string>): Change<ServiceDefinition> {
    const came: ServiceDefinition[] = []
    const went: ServiceDefinition[] = []
    for (const name of names) {
      const before = chosen.get(name)
      const holders = definitions.holders(SPACE, name)
      const now = holders.length > 1 ? holders.toSorted(byRank)[0] : holders[0]
      if (now === before) continue
      if (before !== undefined) went.push(before)
      if (now === undefined) chosen.delete(name)
      else {
        chosen.set(name, now)
        came.push(now)
      }
    }
    return { came, went }
  }
}

function definitionsIn({ path, changed, decoded }: LoadedFile): readonly Definition[] {
  return decoded.documents.flatMap(({ services, native }, document): readonly Definition[] => {
    const rank = { changed, file: path, document, index: -1 }
    return [
      ...(native === undefined ? [] : [{ name: undefined, written: native, rank }]),
      ...services.map(([name, written], index) => ({ name, written, rank: { ...rank, index } })),
    ]
  })
}

function already(earlier: ServiceDefinition | undefined) {
  return earlier === undefined ? [] : [{ message: 'It is already here.', place: placeOf(earlier.written) }]
}

/** The stage that translates: what each service becomes, where it or what it is made of is another. */
import { isError, type Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Change, Rank } from './change.ts'
import type { Definition } from './collect.ts'
import type { Answers } from './inquiry.ts'
import type { Lifetime } from './fragment.ts'
import type { Memories } from './memories.ts'
import type { Part } from './part.ts'
import type { Reader } from './reader.ts'
import type { Shared } from './shared.ts'
import type { World } from './source.ts'

/** A part in its place among the others. */
export interface RankedPart {
  readonly part: Part
  readonly rank: Rank
  readonly answers: Answers
}

export interface Parts {
  /** Says what is to be served now that was not; what is switched off is not. */
  update(definitions: Change<Definition>, shared: Shared, world: World, reader: Reader): Change<RankedPart>
  diagnostics(): readonly Diagnostic[]
  /** All services that are served, by name; the same map as long as none is another. */
  served(): ReadonlyMap<string, Part>
  /** Those that are switched off, by name. */
  switchedOff(): ReadonlyMap<string, Part>
  /** Services with a mistake in them. */
  faulty(): readonly string[]
  /** Those that asked the world for something. */
  asking(): Iterable<RankedPart>
  /** Of the certificates of all that are served. */
  lifetimes(): readonly Lifetime[]
  /** There are definitions, and none is switched on. */
  allDisabled(): boolean
}

export function createParts(memories: Memories): Parts {
  const made = new Map<Definition, RankedPart>()
  const faulty = new Set<RankedPart>()
  const asking = new Map<Definition, RankedPart>()
  let served = new Map<string, Part>()
  let enabled = 0
  let last: { readonly shared: Shared; readonly inspect: World['inspectCertificate'] } | undefined

  return {
    update(definitions, shared, world, reader) {
      const came: RankedPart[] = []
      const went: RankedPart[] = []
      for (const definition of definitions.went) drop(definition, went)
      const isAllNew = last?.shared !== shared || last.inspect !== world.inspectCertificate
      last = { shared, inspect: world.inspectCertificate }
      // What asked for a file or for the time is asked for again.
      const again = isAllNew ? [...made.keys()] : [...asking.keys()]
      for (const definition of [...again, ...definitions.came]) {
        const { value: part, answers } = memories.translate(definition, shared, world, reader)
        if (made.get(definition)?.part === part) continue
        drop(definition, went)
        add(definition, { part, rank: definition.rank, answers }, came)
      }
      if (came.length > 0 || went.length > 0) served = servedAfter(served, { came, went })
      return { came, went }
    },
    diagnostics: () => [...faulty].flatMap(({ part }) => part.diagnostics),
    served: () => served,
    switchedOff: () =>
      new Map(
        [...made.values()].flatMap(({ part }) =>
          part.enabled || part.service === undefined ? [] : [[part.service, part] as const],
        ),
      ),
    faulty: () =>
      [...faulty].flatMap(({ part }) => (part.diagnostics.some(isError) ? (part.service ?? []) : [])),
    asking: () => asking.values(),
    // Who uses a certificate has read it.
    lifetimes: () => [...asking.values()].flatMap(({ part }) => (part.enabled ? part.lifetimes : [])),
    allDisabled: () => made.size > 0 && enabled === 0,
  }

  function drop(definition: Definition, went: RankedPart[]): void {
    const ranked = made.get(definition)
    if (ranked === undefined) return
    made.delete(definition)
    faulty.delete(ranked)
    asking.delete(definition)
    if (!ranked.part.enabled) return
    enabled--
    went.push(ranked)
  }

  function add(definition: Definition, ranked: RankedPart, came: RankedPart[]): void {
    const { part, answers } = ranked
    made.set(definition, ranked)
    if (part.diagnostics.length > 0) faulty.add(ranked)
    if (answers.readings.length > 0 || answers.past.length > 0) asking.set(definition, ranked)
    if (!part.enabled) return
    enabled++
    came.push(ranked)
  }
}

/** Another map, for the one before is part of an earlier result. */
function servedAfter(
  before: ReadonlyMap<string, Part>,
  { came, went }: Change<RankedPart>,
): Map<string, Part> {
  const after = new Map(before)
  for (const { part } of went) if (part.service !== undefined) after.delete(part.service)
  for (const { part } of came) if (part.service !== undefined) after.set(part.service, part)
  return after
}

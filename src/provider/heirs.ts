/** Finds files that are held back and seem to have taken over what another one defined. */
import type { WrittenName } from '../compiler/writtenNames.ts'
import { isUnchanged, type Candidate, type Stages } from './candidate.ts'
import { allWordsOf, wordsOf } from './words.ts'

/** A file that is held back. */
export interface Waiting {
  readonly file: Candidate
  readonly path: string
  readonly text: string | undefined
  /** It is right, but for the absence of something. */
  readonly needs: boolean
  /** What may be names in it, each with its offset. */
  readonly words: ReadonlyMap<string, number>
}

export interface Heir extends Waiting {
  /** What of the other one it names; absent: it is known by the moment at which it came. */
  readonly name: string | undefined
}

export function waitingFile(file: Candidate, stages: Stages): Waiting {
  const { path, disk: { text } = {} } = file
  const needs = file.serving && isUnchanged(file) && stages.get(path) === 'out'
  return { file, path, text, needs, words: (needs ? allWordsOf : wordsOf)(text ?? '') }
}

/** The file has left its place to others, and one of them is held back still. */
export function isPromised({ kept, awaits }: Candidate, waiting: readonly Waiting[]): boolean {
  return kept === true && waiting.some(({ path }) => awaits?.has(path))
}

/**
 * `names` are what `leaving` defines, and `free` those of them that no other file wants. Who came with the change comes
 * first: whoever has named the same for longer is a rival, unless there is nobody else, for the new name of a file may come
 * before the old one goes.
 */
export function heirsOf(
  leaving: Candidate,
  waiting: readonly Waiting[],
  names: readonly WrittenName[],
  free: readonly WrittenName[],
): readonly Heir[] {
  const promised = isPromised(leaving, waiting)
  const heirs = waiting
    .map((one) => ({ ...one, name: namedIn(one, names) }))
    .filter(({ path, file, needs, name }) => {
      if (leaving.awaits?.has(path)) return true
      return name !== undefined && (needs || !(promised || file.blamed))
    })
  if (heirs.length > 0) return heirs
  return waiting.map((one) => ({ ...one, name: namedIn(one, free) })).filter(({ name }) => name !== undefined)
}

function namedIn({ words }: Waiting, names: readonly WrittenName[]): string | undefined {
  return names.find(([, name]) => words.has(name))?.[1]
}

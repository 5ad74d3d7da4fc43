/** Finds files that are held back and seem to have taken over what another one defined, or cannot be without it. */
import type { WrittenName } from '../compiler/writtenNames.ts'
import type { Candidate, Stages } from './candidate.ts'
import { allWordsOf, wordsOf } from './words.ts'

/** A file that is held back. */
export interface Waiting {
  readonly file: Candidate
  readonly path: string
  /** What may be keys in its text on disk, each with its offset. */
  readonly keys: ReadonlyMap<string, number>
  /** All words of its last good text, when that was served until now and cannot be any more. */
  readonly needs: ReadonlyMap<string, number>
}

export interface Heir extends Waiting {
  /** What of the other one it names; absent: it is known by the moment at which it came. */
  readonly name: string | undefined
  /** What it lacks is that. */
  readonly isNeeder: boolean
}

export function waitingFile(file: Candidate, stages: Stages): Waiting {
  const { path, disk, good, serving } = file
  const isOut = serving && stages.get(path) === 'out'
  return {
    file,
    path,
    keys: wordsOf(disk?.text ?? ''),
    needs: isOut ? allWordsOf(good?.text ?? '') : NOTHING,
  }
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
    .map((one) => heirOf(one, names))
    .filter(({ path, file, name, isNeeder }) => {
      if (leaving.awaits?.has(path)) return true
      return name !== undefined && (isNeeder || !(promised || file.blamed))
    })
  if (heirs.length > 0) return heirs
  return waiting.map((one) => heirOf(one, free)).filter(({ name }) => name !== undefined)
}

function heirOf(waiting: Waiting, names: readonly WrittenName[]): Heir {
  const [, needed] = names.find(([, name]) => waiting.needs.has(name)) ?? []
  const [, named] = names.find(([, name]) => waiting.keys.has(name)) ?? []
  return { ...waiting, name: needed ?? named, isNeeder: needed !== undefined }
}

const NOTHING: ReadonlyMap<string, number> = new Map()

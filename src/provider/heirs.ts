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

/** What a file defines that goes. */
export interface Names {
  readonly all: readonly WrittenName[]
  /** What nobody defines in its stead. */
  readonly left: readonly WrittenName[]
  /** What nobody wants to either. */
  readonly free: readonly WrittenName[]
}

/**
 * Who came with the change comes first: whoever has named the same for longer is a rival, unless there is nobody else, for
 * the new name of a file may come before the old one goes.
 */
export function heirsOf(
  leaving: Candidate,
  waiting: readonly Waiting[],
  { all, left, free }: Names,
): readonly Heir[] {
  const promised = isPromised(leaving, waiting)
  const heirs = waiting
    .map((one) => heirOf(one, all, left))
    .filter(({ path, file, name, isNeeder }) => {
      if (isNeeder) return true
      if (leaving.awaits?.has(path)) return left.length > 0
      return name !== undefined && !(promised || file.blamed)
    })
  if (heirs.length > 0) return heirs
  return waiting.map((one) => heirOf(one, [], free)).filter(({ name }) => name !== undefined)
}

/** It is out although another one defines what it needs: then that one is in its way. */
function heirOf(waiting: Waiting, all: readonly WrittenName[], left: readonly WrittenName[]): Heir {
  const [, needed] = all.find(([, name]) => waiting.needs.has(name)) ?? []
  const [, named] = left.find(([, name]) => waiting.keys.has(name)) ?? []
  return { ...waiting, name: needed ?? named, isNeeder: needed !== undefined }
}

const NOTHING: ReadonlyMap<string, number> = new Map()

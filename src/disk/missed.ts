/** Finds what a look misses of the one before, and may see again in a moment. */
import type { FileLook } from '../provider/folder.ts'
import type { Sighting } from './sighting.ts'

/** A file as it was when it was read last. */
export interface Remembered {
  readonly sighting: Sighting
  readonly readAt: number
  readonly look: FileLook
}

/** What is gone and was not renamed, and what got shorter where it lies: equal as long as nothing comes. */
export function missedIn(
  now: ReadonlyMap<string, Remembered>,
  before: ReadonlyMap<string, Remembered>,
): readonly string[] {
  const missed: string[] = []
  const gone: (readonly [string, FileLook])[] = []
  for (const [path, then] of before) {
    const file = now.get(path)
    if (file === undefined) gone.push([path, then.look])
    else if (file !== then && isCut(file, then)) missed.push(`${path} ${file.sighting.stamp}`)
  }
  if (gone.length === 0) return missed
  const came = new Set(
    [...now].flatMap(([path, { look }]) => (before.has(path) || !('text' in look) ? [] : [look.text])),
  )
  for (const [path, look] of gone) if (!('text' in look && came.has(look.text))) missed.push(path)
  return missed
}

/** A file that was renamed over it is whole. */
function isCut({ sighting, look }: Remembered, then: Remembered): boolean {
  return 'text' in look && sighting.identity === then.sighting.identity && sighting.size < then.sighting.size
}

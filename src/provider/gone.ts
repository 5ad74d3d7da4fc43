/** What is kept in mind of a file that is gone: it may have been renamed. */
import type { FileLook } from './folder.ts'
import { tellsNothing } from './words.ts'

export interface Gone {
  /** As it was on disk at last; absent: that was before a restart. */
  readonly left: FileLook | undefined
  /** Files that took its place. */
  readonly awaits: Set<string>
  /** For their sake it was served on before. */
  readonly kept: boolean
}

interface Known {
  readonly path: string
  readonly gone: Gone | undefined
  readonly disk: FileLook | undefined
}

/**
 * Whoever renames a file that is broken takes its last good text along. It is known by the text, which came under another
 * name, or, when nothing can be told from that, by the moment: it came when the other `went`. What can be told from a text
 * is for `leftBehind`.
 */
export function passOn(gone: readonly Known[], went: readonly Known[], came: readonly Known[]): void {
  if (gone.length === 0) return
  const byLook = new Map<string, Known[]>()
  const byAwaited = new Map<string, Known[]>()
  for (const file of gone) {
    const { left, awaits = [] } = file.gone ?? {}
    if (left) note(byLook, keyOf(left), file)
    for (const other of awaits) note(byAwaited, other, file)
  }
  let mutes = 0
  for (const { path, disk } of came) {
    if (!disk) continue
    const mute = 'problem' in disk || tellsNothing(disk.text)
    for (const before of [...(byLook.get(keyOf(disk)) ?? []), ...(mute && mutes++ < MANY ? went : [])])
      for (const file of [before, ...(byAwaited.get(before.path) ?? [])]) file.gone?.awaits.add(path)
  }
}

/** Where more come of which nothing can be told, all that went waits for so many of them. */
const MANY = 100

function note(files: Map<string, Known[]>, key: string, file: Known): void {
  const several = files.get(key)
  if (several) several.push(file)
  else files.set(key, [file])
}

function keyOf(look: FileLook): string {
  return 'text' in look ? `text ${look.text}` : `${look.problem.code} ${look.problem.message}`
}

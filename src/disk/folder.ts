/** The definitions folder on a disk: what is in it now, reading only what may have changed. */
import { closeSync, constants, open, readSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { diagnose } from '../diagnostics/diagnostic.ts'
import { startOf } from '../diagnostics/place.ts'
import type { FileLook, Folder, FolderLook } from '../provider/folder.ts'
import { decode } from './decode.ts'
import { notUtf8 } from './notUtf8.ts'
import { codeOf, isGone, problemOf } from './errno.ts'
import { withoutForeign, type StrangeLine } from './foreign.ts'
import { glanceAt } from './glance.ts'
import { inParallel } from './inParallel.ts'
import { missedIn, type Remembered } from './missed.ts'
import { isRacy, sight, sightOpen, type Sighting } from './sighting.ts'
import { stillLeads, walk, type Found } from './walk.ts'

export const LIMITS = { file: 1024 * 1024, folder: 64 * 1024 * 1024, files: 20_000 }

/** A file that changes while it is read, or that has just been emptied, is read again so often before it counts. */
const ATTEMPTS = 5
const PAUSE = 4

/** A pipe without a writer would keep us waiting for ever. */
const READ = constants.O_RDONLY | constants.O_NONBLOCK

/**
 * Some programs delete a file and write it anew, or write it in pieces over what it was: what is missing counts when it is
 * still missing after this time. Milliseconds.
 */
const PUT_BACK = 100

const MANY_HINTS = 1000

export interface HintedFolder extends Folder {
  /** Something happened at this path, or, without one, anywhere: the next look looks there. Without any hint it looks everywhere. */
  hint(path?: string): void
  /**
   * At the last look there were links that lead nowhere, or there was no folder: what becomes of them, or of where they should
   * lead, may send no event.
   */
  isUnheard(): boolean
}

export function createFolder(directory: string, strangeLine: StrangeLine = () => undefined): HintedFolder {
  let remembered = new Map<string, Remembered>()
  /** Where the folder led when all of it was looked at last; absent: it held links, or could not be used. */
  let root: string | undefined
  let hints = new Set<string>()
  let isAnywhere = false
  let isUnheard = false

  return {
    isUnheard: () => isUnheard,
    hint(path) {
      // Where so much happens at once, events may have been lost.
      if (path === undefined || hints.size > MANY_HINTS) isAnywhere = true
      else hints.add(path)
    },
    async look() {
      const hinted = isAnywhere ? [] : [...hints]
      hints = new Set()
      isAnywhere = false
      const before = remembered
      const some = hinted.length === 0 || root === undefined ? undefined : await lookAtSome(hinted, root)
      let look = some ?? (await lookAtAll())
      let missed: readonly string[] = []
      for (let attempt = 1; attempt < ATTEMPTS && look.state === 'present'; attempt++) {
        const waited = missed
        missed = missedIn(remembered, before)
        if (missed.every((path) => waited.includes(path))) break
        await pause(PUT_BACK)
        look = await lookAtAll()
      }
      return look
    },
  }

  async function lookAtAll(): Promise<FolderLook> {
    root = undefined
    for (let attempt = 1; ; attempt++) {
      const found = await walk(directory)
      isUnheard = 'problem' in found
      if ('problem' in found) return { state: 'missing', reason: found.problem }
      if (found.files.length > LIMITS.files) return tooMany()
      const seen = new Map<string, Remembered>()
      await inParallel(found.files, 16, async (file) => {
        const look = await lookAt(file)
        if (look !== undefined) seen.set(file.path, look)
      })
      // A folder that is swapped during the look would be half old and half new.
      if (attempt < ATTEMPTS && !(await stillLeads(found.led))) continue
      remembered = new Map(
        found.files.flatMap(({ path }) => {
          const file = seen.get(path)
          return file === undefined ? [] : [[path, file] as const]
        }),
      )
      // Behind links one file may have several paths, of which events name one.
      isUnheard = found.files.some(({ real }) => real === undefined)
      const hasLinks = found.led.size > 1 || isUnheard
      root = hasLinks ? undefined : found.led.get(directory)
      return present()
    }
  }

  /** Looks at what events named, and again at what may have changed unseen; nothing when all has to be looked at. */
  async function lookAtSome(hinted: readonly string[], real: string): Promise<FolderLook | undefined> {
    const glance = await glanceAt(hinted, directory, real, remembered)
    if (glance === undefined) return undefined
    const files = new Map(glance.there.map((file) => [file.path, file]))
    for (const [path, { sighting, readAt }] of remembered)
      if (isRacy(sighting, readAt)) files.set(path, { path, real: `${real}/${path}` })
    const looks = await inParallel(
      [...files.values()],
      16,
      async (file) => [file.path, await lookAt(file)] as const,
    )
    if (!(await stillLeads(new Map([[directory, real]])))) return undefined
    const next = new Map(remembered)
    for (const path of glance.gone) next.delete(path)
    for (const [path, look] of looks) {
      if (look === undefined) next.delete(path)
      else next.set(path, look)
    }
    remembered = next
    return next.size > LIMITS.files ? tooMany() : present()
  }

  function tooMany(): FolderLook {
    const reason = `there are more than ${LIMITS.files} definition files below \`${directory}\``
    return { state: 'missing', reason }
  }

  function present(): FolderLook {
    const files = new Map<string, FileLook>()
    let size = 0
    for (const [path, { sighting, look }] of remembered) {
      // What is too large by itself is not read, and harms nobody but itself.
      if ('text' in look) size += sighting.size
      files.set(path, look)
    }
    if (size <= LIMITS.folder) return { state: 'present', files }
    const reason = `the definitions below \`${directory}\` have ${size} bytes; ${LIMITS.folder} are the limit`
    return { state: 'missing', reason }
  }

  async function lookAt(file: Found): Promise<Remembered | undefined> {
    const { path, real } = file
    if (real === undefined) return unusable(path, 'it is a symbolic link that leads nowhere')
    try {
      const known = remembered.get(path)
      if (known !== undefined && !isRacy(known.sighting, known.readAt)) {
        const sighting = await sight(real)
        if (known.sighting.stamp === sighting.stamp) return known
      }
      const found = await read(path, real, known)
      return { ...found, look: withoutForeign(file, found.look, strangeLine) }
    } catch (error) {
      const code = codeOf(error)
      // Gone since the folder was listed: simply absent.
      return isGone(code) ? undefined : unusable(path, problemOf(code))
    }
  }
}

/**
 * Only the way to the file is waited for, as on a disk that does not answer. What follows is quick, and the pool of threads
 * would take four times as long for it: 1,000 against 250 ms for 10,000 files.
 */
async function read(path: string, real: string, known: Remembered | undefined): Promise<Remembered> {
  const descriptor = await openFile(real)
  try {
    for (let attempt = 1; ; attempt++) {
      const before = sightOpen(descriptor)
      const look = lookInto(path, before, descriptor)
      const readAt = Date.now()
      const after = sightOpen(descriptor)
      const hadText = known !== undefined && 'text' in known.look && known.look.text !== ''
      const calm = before.stamp === after.stamp && !(after.size === 0 && hadText)
      if (calm || attempt === ATTEMPTS) return { sighting: after, readAt, look }
      await pause(PAUSE)
    }
  } finally {
    closeSync(descriptor)
  }
}

function openFile(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    open(path, READ, (error, descriptor) => (error ? reject(error) : resolve(descriptor)))
  })
}

function lookInto(path: string, { kind, size }: Sighting, descriptor: number): FileLook {
  if (kind !== 'file')
    return { problem: diagnose('unreadable-file', { problem: 'it is not a regular file' }, startOf(path)) }
  if (size > LIMITS.file)
    return { problem: diagnose('file-too-large', { bytes: size, limit: LIMITS.file }, startOf(path)) }
  space ??= Buffer.allocUnsafeSlow(LIMITS.file + 1)
  let length = 0
  for (;;) {
    const bytesRead = readSync(descriptor, space, length, space.length - length, length)
    length += bytesRead
    if (bytesRead === 0 || length === space.length) break
  }
  if (length > LIMITS.file)
    return { problem: diagnose('file-too-large', { bytes: length, limit: LIMITS.file }, startOf(path)) }
  const decoded = decode(space.subarray(0, length))
  return 'text' in decoded ? decoded : { problem: notUtf8(path, decoded) }
}

/** For one file after the other; made with the first. */
let space: Buffer | undefined

const NOWHERE: Sighting = {
  stamp: '',
  identity: '',
  size: 0,
  kind: 'other',
  changed: Number.POSITIVE_INFINITY,
}

function unusable(path: string, problem: string): Remembered {
  return {
    sighting: NOWHERE,
    readAt: 0,
    look: { problem: diagnose('unreadable-file', { problem }, startOf(path)) },
  }
}

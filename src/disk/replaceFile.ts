/** Writes a file so that whoever reads it, also after a crash, finds the old one or the new one as a whole. */
import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Nobody else may read it, nor enter its directory if that has to be made. Rejects with the system's error; the old file is there then. */
export async function replaceFile(path: string, pieces: Iterable<Buffer>): Promise<void> {
  // Of our own: a second process that writes the same file must not write into the half of the first.
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    // Made anew, so that it has this mode whatever was there before.
    const file = await open(temporary, 'wx', 0o600)
    try {
      for (const piece of pieces) await file.writeFile(piece)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    // On a full disk, half a file would take what room there is.
    await rm(temporary, { force: true })
    throw error
  }
  await syncDirectory(dirname(path))
}

/** What processes left behind that were killed while they wrote. Throws the system's error. */
export function clearRemains(path: string): void {
  const directory = dirname(path)
  for (const name of readdirSync(directory)) {
    if (!name.startsWith(`${basename(path)}.`) || !name.endsWith('.tmp')) continue
    const remains = join(directory, name)
    // Somebody else may be writing it.
    const changed = statSync(remains, { throwIfNoEntry: false })?.mtimeMs
    if (changed !== undefined && Date.now() - changed > OLD) rmSync(remains, { force: true })
  }
}

/** Milliseconds. */
const OLD = 60_000

/** Else a power failure could undo the rename. Some file systems know no such thing, and need none. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'EINVAL' || error.code === 'ENOTSUP')))
      throw error
  } finally {
    await handle.close()
  }
}

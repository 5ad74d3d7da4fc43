/** Writes a file so that whoever reads it, also after a crash, finds the old one or the new one as a whole. */
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Nobody else may read it, nor enter its directory if that has to be made. Rejects with the system's error; the old file is there then. */
export async function replaceFile(path: string, pieces: Iterable<Buffer>): Promise<void> {
  const temporary = `${path}.tmp`
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await rm(temporary, { force: true })
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

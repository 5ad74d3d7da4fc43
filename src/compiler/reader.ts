/** Reads the files that definitions name, each once in a compile. */
import type { FileReading, SourceFile, World } from './source.ts'

export interface Reader {
  /** `file` is the path of the definition file that names `path`. */
  read(file: string, path: string): FileReading
  /** The time stands still during a compile. */
  isPast(date: Date): boolean
}

/** A quarantined file gets what it read when it was last good, so that its old text keeps its old certificate. */
export function createReader(files: readonly SourceFile[], world: World): Reader {
  const kept = new Map(
    files.flatMap(({ path, readings }) => (readings === undefined ? [] : [[path, readings]])),
  )
  const onDisk = new Map<string, FileReading>()
  const now = world.now()
  return {
    read(file, path) {
      const known = kept.get(file)?.get(path) ?? onDisk.get(path)
      if (known !== undefined) return known
      const reading = world.readFile(path)
      onDisk.set(path, reading)
      return reading
    },
    isPast: (date) => date < now,
  }
}

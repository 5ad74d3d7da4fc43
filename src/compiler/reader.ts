/** Reads the files that definitions name, and remembers for each definition file what it was given. */
import type { FileReading, SourceFile, World } from './source.ts'

export interface Reader {
  read(source: SourceFile, path: string): FileReading
  /** By path of the definition file. */
  readonly readings: ReadonlyMap<string, ReadonlyMap<string, FileReading>>
}

/** A quarantined file gets what it read when it was last good, so that its old text keeps its old certificate. */
export function createReader(world: World): Reader {
  const readings = new Map<string, Map<string, FileReading>>()
  return {
    readings,
    read(source, path) {
      const reading = source.readings?.get(path) ?? world.readFile(path)
      const known = readings.get(source.path)
      if (known === undefined) readings.set(source.path, new Map([[path, reading]]))
      else known.set(path, reading)
      return reading
    },
  }
}

/** What the compiler remembers: texts that it understood, what they share, and what services became. */
import type { Definition } from './collect.ts'
import type { Commons } from './commons.ts'
import { decodeFile, type DecodedFile } from './decodeFile.ts'
import { createMemory, type Made, type Memory } from './memory.ts'
import { nativePartOf } from './nativePart.ts'
import { partOf, type Part } from './part.ts'
import type { Reader } from './reader.ts'
import { inputsOfShared, sharedOf, type Shared } from './shared.ts'
import type { SourceFile, World } from './source.ts'

export interface Memories {
  decode(file: SourceFile, world: World, reader: Reader): Made<DecodedFile>
  share(commons: Commons, reader: Reader): Made<Shared>
  translate(definition: Definition, shared: Shared, world: World, reader: Reader): Made<Part>
  /** Forgets files that have not been compiled for long. To be called after each compile. */
  tidy(): void
}

/** In compiles. A quarantine leaves files out for a few, and takes them in again. */
const LONG = 100

export function createMemories({ traefikVersion }: { traefikVersion?: string | undefined }): Memories {
  let files = new Map<string, Memory<DecodedFile>>()
  let older = files
  let compiles = 0
  const shares = createMemory<Shared>()
  /** They go with the text that they were written in. */
  const parts = new WeakMap<Definition['written'], Memory<Part>>()

  return {
    decode({ path, text }, { env }, reader) {
      const memory = files.get(path) ?? older.get(path) ?? createMemory<DecodedFile>()
      files.set(path, memory)
      return memory.recall([text, env], reader, (inquiry) =>
        decodeFile(path, text, env, (named) => inquiry.readFile(path, named)),
      )
    },
    share: (commons, reader) =>
      shares.recall(inputsOfShared(commons), reader, (inquiry) => sharedOf(commons, inquiry, traefikVersion)),
    translate(definition, shared, { inspectCertificate }, reader) {
      const { written } = definition
      const memory = parts.get(written) ?? createMemory<Part>()
      parts.set(written, memory)
      return memory.recall([shared, inspectCertificate], reader, (inquiry) => {
        const context = {
          ...shared,
          readFile: (path: string) => inquiry.readFile(written.file, path),
          isPast: (date: Date) => inquiry.isPast(date),
          inspectCertificate,
        }
        return definition.name === undefined
          ? nativePartOf(definition.written, context)
          : partOf(definition.name, definition.written, context)
      })
    },
    tidy() {
      if (++compiles % LONG !== 0) return
      older = files
      files = new Map()
    },
  }
}

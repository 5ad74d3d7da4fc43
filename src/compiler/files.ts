/** The stage that understands texts: which files are others than in the compile before. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Change } from './change.ts'
import type { DecodedFile } from './decodeFile.ts'
import type { Answers } from './inquiry.ts'
import type { Memories } from './memories.ts'
import type { Reader } from './reader.ts'
import type { SourceFile, World } from './source.ts'
import type { WrittenName } from './writtenNames.ts'

/** A text in its place among the others. */
export interface LoadedFile {
  readonly path: string
  readonly changed: number
  readonly decoded: DecodedFile
  readonly answers: Answers
}

export interface Files {
  update(sources: readonly SourceFile[], world: World, reader: Reader): Change<LoadedFile>
  diagnostics(): readonly Diagnostic[]
  /** All that is written in files with a mistake in them: kinds and names. */
  writtenInFaulty(): readonly WrittenName[]
  /** Texts of files that were filled in: nobody may see them. */
  secrets(): readonly string[]
  /** Those that asked the world for something. */
  asking(): Iterable<LoadedFile>
}

export function createFiles(memories: Memories): Files {
  let loaded = new Map<string, LoadedFile>()
  const faulty = new Set<LoadedFile>()
  const asking = new Set<LoadedFile>()

  return {
    update(sources, world, reader) {
      const came: LoadedFile[] = []
      const went: LoadedFile[] = []
      let found = 0
      const put = (source: SourceFile): void => {
        const { path, changed } = source
        const before = loaded.get(path)
        if (before !== undefined) found++
        const { value: decoded, answers } = memories.decode(source, world, reader)
        if (before?.decoded === decoded && before.changed === changed) return
        const file = { path, changed, decoded, answers }
        loaded.set(path, file)
        came.push(file)
        if (before !== undefined) went.push(before)
      }
      const before = loaded.size
      for (const source of sources) put(source)
      if (found < before) {
        const paths = new Set(sources.map(({ path }) => path))
        went.push(...[...loaded.values()].filter(({ path }) => !paths.has(path)))
        loaded = new Map([...loaded].filter(([path]) => paths.has(path)))
      }
      for (const file of went) {
        faulty.delete(file)
        asking.delete(file)
      }
      for (const file of came) {
        if (file.decoded.diagnostics.length > 0) faulty.add(file)
        if (file.answers.readings.length > 0) asking.add(file)
      }
      return { came, went }
    },
    diagnostics: () => [...faulty].flatMap(({ decoded }) => decoded.diagnostics),
    writtenInFaulty: () => [...faulty].flatMap(({ decoded }) => decoded.writtenNames),
    secrets: () => [...asking].flatMap(({ decoded }) => decoded.secrets),
    asking: () => asking,
  }
}

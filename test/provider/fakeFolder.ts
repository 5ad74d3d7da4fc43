/** A folder in memory, for tests of the provider. */
import { diagnose } from '../../src/diagnostics/diagnostic.ts'
import { startOf } from '../../src/diagnostics/place.ts'
import type { FileLook, Folder } from '../../src/provider/folder.ts'

export interface FakeFolder extends Folder {
  write(path: string, ...lines: readonly string[]): void
  /** The file is there and cannot be read. */
  spoil(path: string): void
  remove(path: string): void
  vanish(reason: string): void
  comeBack(): void
  readonly files: ReadonlyMap<string, FileLook>
}

export function createFakeFolder(start: Readonly<Record<string, string>> = {}): FakeFolder {
  const files = new Map<string, FileLook>(Object.entries(start).map(([path, text]) => [path, { text }]))
  let missing: string | undefined
  return {
    files,
    look: async () =>
      missing === undefined
        ? { state: 'present', files: new Map(files) }
        : { state: 'missing', reason: missing },
    write: (path, ...lines) => void files.set(path, { text: lines.join('\n') }),
    spoil: (path) =>
      void files.set(path, {
        problem: diagnose('unreadable-file', { problem: `permission denied: ${path}` }, startOf(path)),
      }),
    remove: (path) => void files.delete(path),
    vanish: (reason) => void (missing = reason),
    comeBack: () => void (missing = undefined),
  }
}

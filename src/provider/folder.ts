/** The definitions folder as the provider sees it; `disk/` fills it. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'

export interface Folder {
  /** Looks at everything again. A file whose stat has not changed is not read again. Never throws. */
  look(): Promise<FolderLook>
}

export type FolderLook =
  /** The folder itself is gone, unreadable or past a limit; `reason` is a sentence in English without a final dot. */
  | { readonly state: 'missing'; readonly reason: string }
  /** By path below the folder, with `/` between segments. */
  | { readonly state: 'present'; readonly files: ReadonlyMap<string, FileLook> }

/** `problem` stands for a file that is there and cannot be used. */
export type FileLook = { readonly text: string } | { readonly problem: Diagnostic }

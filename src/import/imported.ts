/** What an importer makes of a file, before it is written. */
import type { World } from '../compiler/source.ts'
import type { Draft } from './draft.ts'
import type { Trace } from './trace.ts'

export type Imported =
  | {
      readonly draft: Draft
      readonly traces: readonly Trace[]
      /** What the definitions may refer to. */
      readonly world: World
    }
  /** A sentence, and the line it is about. */
  | { readonly problem: string; readonly line: number }

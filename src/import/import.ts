/** Definitions made from what a person has already: nginx sites, Traefik's files, labels. */
import type { World } from '../compiler/source.ts'
import { importNginx } from './nginx/nginx.ts'
import { settle } from './settle.ts'
import type { Trace } from './trace.ts'

export type Imported =
  | {
      readonly text: string
      readonly traces: readonly Trace[]
      /** What the compiler did not accept and is a remark now: a sentence each. */
      readonly refused: readonly string[]
    }
  /** A sentence, and the line it is about. */
  | { readonly problem: string; readonly line: number }

/** `file` is how remarks call it. */
export function importDefinitions(text: string, file: string, world: World): Imported {
  const imported = importNginx(text, file, world)
  if ('problem' in imported) return imported
  const { written, refused } = settle(imported.draft, world)
  return { text: written.text, traces: imported.traces, refused: refused.map(({ message }) => message) }
}

/** What may stand at a place of the command line, as all three shells need to know it. */
import type { Command } from '../command.ts'
import type { Option } from '../option.ts'

export type Wanted =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' | 'folders' }
  /** A text that nobody can guess. */
  | { readonly kind: 'text' }

/** Nothing for a switch. */
export function valueWanted({ value, values }: Option<unknown>): Wanted | undefined {
  if (value === undefined) return undefined
  return values === undefined ? byName(value) : { kind: 'words', words: values }
}

export function operandWanted({ operandWords, usage, mostOperands }: Command): Wanted {
  if (mostOperands === 0) return { kind: 'text' }
  return operandWords === undefined ? byName(usage) : { kind: 'words', words: operandWords }
}

/** By what stands for it in the help: `DIR`, `FILE`, `PATH`. */
function byName(shown: string): Wanted {
  if (/\b(?:FILE|PATH)\b/.test(shown)) return { kind: 'files' }
  return /\bDIR\b/.test(shown) ? { kind: 'folders' } : { kind: 'text' }
}

/** Tells of a file that is no UTF-8, at the first byte that shows it. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { placeAt } from '../diagnostics/lines.ts'

/** `before` is the text up to the byte at `offset`. */
export function notUtf8(path: string, { offset, before }: { offset: number; before: string }): Diagnostic {
  return diagnose('not-utf8', { offset }, placeAt(path, before, before.length))
}

/** Keeps what a link brings in from elsewhere, and is no definition, out of everything that is shown. */
import { diagnose } from '../diagnostics/diagnostic.ts'
import type { FileLook } from '../provider/folder.ts'
import type { Found } from './walk.ts'

/** The number of the first line that no definition has. */
export type StrangeLine = (text: string) => number | undefined

/** Whoever may put a link into the folder could read with our eyes: messages quote what is wrong, and show lines. */
export function withoutForeign({ path, outside }: Found, look: FileLook, strangeLine: StrangeLine): FileLook {
  const line = outside === true && 'text' in look ? strangeLine(look.text) : undefined
  if (line === undefined) return look
  return { problem: diagnose('foreign-file', undefined, { file: path, line, column: 1, length: 1 }) }
}

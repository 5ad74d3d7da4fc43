/** The token that a command shows a server, from a file. */
import { readFileSync } from 'node:fs'
import { codeOf, problemOf } from '../disk/errno.ts'

/** A token file may hold several, old ones and new ones: the first is taken. `problem` is a sentence without a final dot. */
export function tokenIn(file: string): string | { readonly problem: string } {
  try {
    const lines = readFileSync(file, 'utf8').split('\n')
    const [token] = lines.map((line) => line.trim()).filter(Boolean)
    return token ?? { problem: 'it is empty' }
  } catch (error) {
    return { problem: problemOf(codeOf(error)) }
  }
}

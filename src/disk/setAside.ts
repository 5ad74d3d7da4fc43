/** Puts a file that cannot be used out of the way, where a person finds it. */
import { renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { codeOf, writeProblemOf } from './errno.ts'

/**
 * `last-good.jsonl` becomes `last-good.damaged.jsonl`. The one before it is overwritten: whatever happens again and
 * again, there is one of each kind.
 */
export function setAside(
  path: string,
  why: string,
): { readonly name: string } | { readonly problem: string } {
  const name = basename(path).replace(/(?=\.[^.]*$)/, `.${why}`)
  const aside = join(dirname(path), name)
  try {
    rmSync(aside, { recursive: true, force: true })
    renameSync(path, aside)
    return { name }
  } catch (error) {
    return { problem: writeProblemOf(codeOf(error)) }
  }
}

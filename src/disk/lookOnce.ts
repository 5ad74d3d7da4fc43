/**
 * The definitions folder as it is now, for programs that look and end: each file is read at once and in one go, which takes
 * a quarter of the time of `folder.ts`. Nobody waits meanwhile, and nothing is remembered.
 */
import { readFileSync, statSync } from 'node:fs'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { startOf } from '../diagnostics/place.ts'
import type { FileLook, FolderLook } from '../provider/folder.ts'
import { decode } from './decode.ts'
import { notUtf8 } from './notUtf8.ts'
import { codeOf, isGone, problemOf } from './errno.ts'
import { LIMITS } from './folder.ts'
import { withoutForeign, type StrangeLine } from './foreign.ts'
import { walk, type Found } from './walk.ts'

export async function lookOnce(
  directory: string,
  strangeLine: StrangeLine = () => undefined,
): Promise<FolderLook> {
  const found = await walk(directory)
  if ('problem' in found) return { state: 'missing', reason: found.problem }
  if (found.files.length > LIMITS.files)
    return {
      state: 'missing',
      reason: `there are more than ${LIMITS.files} definition files below \`${directory}\``,
    }
  const files = new Map<string, FileLook>()
  let size = 0
  for (const file of found.files) {
    const look = lookAt(file)
    if (look === undefined) continue
    files.set(file.path, withoutForeign(file, look, strangeLine))
    size += 'text' in look ? look.text.length : 0
  }
  return size > LIMITS.folder
    ? {
        state: 'missing',
        reason: `the definitions below \`${directory}\` have more than ${LIMITS.folder} bytes`,
      }
    : { state: 'present', files }
}

/** Nothing for a file that has gone since the folder was listed. */
function lookAt({ path, real }: Found): FileLook | undefined {
  if (real === undefined) return { problem: unreadable(path, 'it is a symbolic link that leads nowhere') }
  try {
    const about = statSync(real)
    // Opening a pipe would wait for somebody who writes.
    if (!about.isFile()) return { problem: unreadable(path, 'it is not a regular file') }
    const bytes = about.size > LIMITS.file ? undefined : readFileSync(real)
    const size = bytes?.length ?? about.size
    if (bytes === undefined || size > LIMITS.file)
      return { problem: diagnose('file-too-large', { bytes: size, limit: LIMITS.file }, startOf(path)) }
    const decoded = decode(bytes)
    return 'text' in decoded ? decoded : { problem: notUtf8(path, decoded) }
  } catch (error) {
    const code = codeOf(error)
    return isGone(code) ? undefined : { problem: unreadable(path, problemOf(code)) }
  }
}

function unreadable(path: string, problem: string): Diagnostic {
  return diagnose('unreadable-file', { problem }, startOf(path))
}

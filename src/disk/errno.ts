/** Says in words why the system refused a file. */

/** Like `ENOENT`. An error without a code is a bug of ours, not the system's answer, and goes on its way. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  throw error
}

/** The path leads to nothing. */
export function isGone(code: string): boolean {
  return code === 'ENOENT' || code === 'ENOTDIR'
}

/** A sentence without a final dot, with "it" for the file. */
export function problemOf(code: string): string {
  if (isGone(code)) return 'there is no such file'
  if (code === 'EACCES' || code === 'EPERM') return `this user may not read it (${code})`
  if (code === 'EISDIR') return 'it is a directory'
  if (code === 'ELOOP') return 'it is a symbolic link that leads in a circle'
  return `it cannot be read (${code})`
}

/** Why something could not be written: a sentence without a final dot. */
export function writeProblemOf(code: string): string {
  if (code === 'ENOSPC' || code === 'EDQUOT') return `the disk is full (${code})`
  if (code === 'EROFS') return `the file system is read-only (${code})`
  if (code === 'EACCES' || code === 'EPERM') return `this user may not write there (${code})`
  if (code === 'ENOTDIR' || code === 'EEXIST') return `a file stands where a directory has to be (${code})`
  return `it cannot be written (${code})`
}

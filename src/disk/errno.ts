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
  if (code === 'EACCES' || code === 'EPERM') return `it cannot be read by this user (${code})`
  if (code === 'EISDIR') return 'it is a directory'
  if (code === 'ELOOP') return 'it is a symbolic link that leads in a circle'
  return `it cannot be read (${code})`
}

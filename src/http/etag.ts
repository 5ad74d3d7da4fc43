/** Tells whether a client already has what it asks for (RFC 9110, 13.1.2). */

/** The weak comparison: `W/"a"` and `"a"` are the same. `*` is whatever there is. */
export function matchesEtag(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true
  return ifNoneMatch.match(TAG)?.includes(etag.replace(/^W\//, '')) ?? false
}

/** Without the `W/` before it. A tag may hold a comma. */
const TAG = /"[^"]*"/g

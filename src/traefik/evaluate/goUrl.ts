/** The path of a URL as Go's `net/url` keeps it: decoded, and as it was written where that says more. */
import { escape, type Bytes } from './bytes.ts'

export interface GoPath {
  /** Decoded. */
  readonly path: Bytes
  /** As it was written; empty when it is what Go would write. */
  readonly rawPath: Bytes
}

/** Nothing when there is a `%` without two hexadecimal digits behind it. */
export function parsePath(written: Bytes): GoPath | undefined {
  const path = unescape(written)
  if (path === undefined) return undefined
  return { path, rawPath: escapePath(path) === written ? '' : written }
}

/** As it goes over the wire. */
export function escapedPath({ path, rawPath }: GoPath): Bytes {
  const isValid = rawPath !== '' && /^[\w!$&'()*+,;=:@[\]%/.~-]*$/.test(rawPath)
  if (isValid && unescape(rawPath) === path) return rawPath
  return path === '*' ? '*' : escapePath(path)
}

/** `JoinPath()` without anything to join: joins slashes, resolves dots, and puts a slash in front of a path that has none. */
export function joinPath(url: GoPath): GoPath {
  const written = escapedPath(url)
  const relative = !written.startsWith('/')
  const cleaned = clean(relative ? `/${written}` : written)
  const joined = relative ? cleaned.slice(1) : cleaned
  return parsePath(written.endsWith('/') && !joined.endsWith('/') ? `${joined}/` : joined) ?? url
}

export function unescape(written: Bytes): Bytes | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(written)) return undefined
  return written.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

function escapePath(path: Bytes): Bytes {
  return path.replace(/[^\w$&+,/:;=@.~-]/g, escape)
}

/** `path.Clean` of a rooted path. */
function clean(path: Bytes): Bytes {
  const kept: Bytes[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop()
    else if (segment !== '' && segment !== '.') kept.push(segment)
  }
  return `/${kept.join('/')}`
}

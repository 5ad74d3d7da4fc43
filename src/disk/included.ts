/** The files that an nginx file includes: found where nginx would look for them, and read. */
import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { FileReading } from '../compiler/source.ts'
import { codeOf, isGone, problemOf } from './errno.ts'
import { createSideFiles } from './sideFiles.ts'

interface Included {
  /** Found by a path as it is written, or by a pattern. */
  readonly path: string
  readonly reading: FileReading
}

/**
 * `directory`: where the nginx file is. nginx looks from the folder of `nginx.conf`, which holds this one or those above;
 * a site that was copied to some place may have its files beside itself, or beside its folder.
 */
export function createIncluded(directory: string): (pattern: string) => readonly Included[] {
  const main = foldersAbove(directory).find((folder) => existsSync(join(folder, 'nginx.conf')))
  const places = [...new Set([...(main === undefined ? [] : [main]), directory, dirname(directory)])]
  const files = createSideFiles('/')
  return (pattern) => {
    // Of a whole configuration that was copied, `/etc/nginx` is the folder that it is in now, and not the one of this machine.
    const below = pattern.replace(/^\/etc\/nginx\//, '')
    const tries = [
      ...(below.startsWith('/') ? [] : places.map((place) => ({ place, wanted: below }))),
      ...(pattern.startsWith('/') ? [{ place: '/', wanted: pattern }] : []),
    ]
    try {
      for (const { place, wanted } of tries) {
        const found = expand(place, wanted)
        if (found.length > 0)
          return found.map((path) => ({ path, reading: files.read(resolve(place, path)) }))
      }
    } catch (error) {
      return [{ path: pattern, reading: { problem: problemOf(codeOf(error)) } }]
    }
    if (tries.some(({ place, wanted }) => isWild(wanted) && existsSync(resolve(place, plainPart(wanted)))))
      return []
    const problem = isWild(pattern) ? 'there is no such folder' : 'there is no such file'
    return [{ path: pattern, reading: { problem } }]
  }
}

function foldersAbove(directory: string): readonly string[] {
  const above = dirname(directory)
  return above === directory ? [directory] : [directory, ...foldersAbove(above)]
}

/** Sorted, as `glob` of the C library sorts them. */
function expand(place: string, pattern: string): readonly string[] {
  let found = [pattern.startsWith('/') ? '/' : '']
  for (const segment of pattern.split('/').filter(Boolean)) {
    const fits = isWild(segment) ? fitting(segment) : undefined
    found = found.flatMap((path) =>
      (fits === undefined ? [segment] : namesIn(resolve(place, path)).filter((name) => fits.test(name))).map(
        (name) => join(path, name),
      ),
    )
  }
  // What a folder lists is there, be it a link that leads nowhere.
  return isWild(basename(pattern)) ? found : found.filter((path) => existsSync(resolve(place, path)))
}

/** The folder before the first segment that is a pattern. */
function plainPart(pattern: string): string {
  const segments = pattern.split('/')
  return segments.slice(0, segments.findIndex(isWild)).join('/') || (pattern.startsWith('/') ? '/' : '.')
}

function isWild(text: string): boolean {
  return /[*?[]/.test(text)
}

/** A name that begins with a dot is fitted only by a pattern that does. */
function fitting(segment: string): RegExp {
  const source = segment.replace(/\[!?[^\]]*\]|[\s\S]/g, (part) => {
    if (part === '*') return '.*'
    if (part === '?') return '.'
    if (part.length > 1) return part.replace(/^\[!/, '[^').replaceAll('\\', '\\\\')
    return part.replace(/[\\.+^$(){}|[\]]/, '\\$&')
  })
  try {
    return new RegExp(segment.startsWith('.') ? `^${source}$` : `^(?!\\.)${source}$`, 's')
  } catch {
    return /(?!)/ // A range that is none, `[z-a]`, fits nothing.
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch (error) {
    if (isGone(codeOf(error))) return []
    throw error
  }
}

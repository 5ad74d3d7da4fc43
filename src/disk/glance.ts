/** Tells what a few paths that events named mean for a folder that was walked before, or that all of it has to be walked again. */
import { lstat, type Stats } from 'node:fs'
import { relative, sep } from 'node:path'
import { codeOf, isGone } from './errno.ts'
import { isDefinition, isPassedOver } from './passedOver.ts'
import type { Found } from './walk.ts'

export interface Glance {
  /** Files to look at: they are there. */
  readonly there: readonly Found[]
  /** Paths of files that are gone. */
  readonly gone: readonly string[]
}

/**
 * `root` is where the folder leads, `files` what was in it. Nothing when a path may stand for more than one file: for a
 * directory, or for a link.
 */
export async function glanceAt(
  paths: Iterable<string>,
  directory: string,
  root: string,
  files: ReadonlyMap<string, unknown>,
): Promise<Glance | undefined> {
  const there: Found[] = []
  const gone: string[] = []
  for (const absolute of paths) {
    const segments = relative(directory, absolute).split(sep)
    if (segments[0] === '' || segments[0] === '..') return undefined
    if (segments.some(isPassedOver)) continue
    const path = segments.join('/')
    const real = `${root}/${path}`
    const kind = await kindOf(real)
    if (kind === 'file') {
      if (isDefinition(path)) there.push({ path, real })
    } else if (kind === 'gone' && files.has(path)) gone.push(path)
    else if (kind !== 'gone' || hasBelow(files, path)) return undefined
  }
  return { there, gone }
}

function hasBelow(files: ReadonlyMap<string, unknown>, directory: string): boolean {
  for (const path of files.keys()) if (path.startsWith(`${directory}/`)) return true
  return false
}

function kindOf(path: string): Promise<'file' | 'gone' | 'other'> {
  return new Promise((resolve) => {
    lstat(path, (error: unknown, stats: Stats | undefined) => {
      if (stats === undefined) resolve(isGone(codeOf(error)) ? 'gone' : 'other')
      else resolve(stats.isFile() ? 'file' : 'other')
    })
  })
}

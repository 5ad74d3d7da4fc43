/**
 * Has chokidar watch directories and links only. A directory's watch tells of the files in it; chokidar would remember each
 * of them, and list the whole directory whenever one goes that it did not remember, such as what an editor renames.
 */
import { lstatSync, type Stats } from 'node:fs'
import { basename, dirname, relative, sep } from 'node:path'
import { codeOf, isGone } from './errno.ts'
import { isPassedOver } from './passedOver.ts'

export interface OnlyDirectories {
  /** For chokidar's `ignored`. It asks without `stats` before it has looked. */
  isIgnored(path: string, stats?: Stats): boolean
  /** While a root is not there, chokidar watches the directory in which it should be, and all else that is in that. */
  concerns(path: string): boolean
  /** What was watched is gone. */
  forget(path: string): void
}

/** `onFile`: chokidar saw this file, in a directory that it lists or where the system said that something happened. */
export function createOnlyDirectories(
  roots: readonly string[],
  onFile: (path: string) => void,
): OnlyDirectories {
  /** Without it nobody could tell what something was that is gone: chokidar has to hear of what it watches. */
  const watched = new Set(roots)
  const concerns = (path: string) => roots.some((root) => isWithin(root, path))
  return {
    concerns,
    isIgnored(path, stats) {
      if (roots.includes(path)) return false
      if (!concerns(path)) return true
      if (isPassedOver(basename(path)) && !isKubernetes(path)) return true
      const now = stats ?? kindOf(path)
      if (now === 'gone') return !watched.has(path) && !tellsOfItsDirectory(path)
      if (now === 'unseen') return false
      if (now.isDirectory() || now.isSymbolicLink()) watched.add(path)
      else if (watched.has(path)) return false
      else if (stats !== undefined) onFile(path)
      return !watched.has(path)
    },
    forget: (path) => void (roots.includes(path) || watched.delete(path)),
  }
}

function isWithin(root: string, path: string): boolean {
  const [first] = relative(root, path).split(sep)
  return first !== '..'
}

/** `..data` is the link that a ConfigMap is swapped with. */
function isKubernetes(path: string): boolean {
  return basename(path).startsWith('..')
}

/** A watch tells that its own directory went as if something of the same name had gone in it. */
function tellsOfItsDirectory(path: string): boolean {
  const directory = dirname(path)
  return basename(path) === basename(directory) || kindOf(directory) === 'gone'
}

/** What may not be looked at is for chokidar to report. */
function kindOf(path: string): Stats | 'gone' | 'unseen' {
  try {
    return lstatSync(path)
  } catch (error) {
    return isGone(codeOf(error)) ? 'gone' : 'unseen'
  }
}

/** Finds the directories in which a change may make a path lead to another file. */
import { lstatSync, readlinkSync } from 'node:fs'
import { dirname, join, parse, resolve, sep } from 'node:path'
import { codeOf } from './errno.ts'

/** The system gives up after as many links. */
const MOST_LINKS = 40

/**
 * The directory of the file, and of each symbolic link on the way to it. Sorted.
 *
 *     live/shop.pem → ../archive/shop2.pem     live, archive: certbot
 *     tls/tls.crt → ..data/tls.crt
 *     tls/..data → ..2026_11_25                tls, tls/..2026_11_25: Kubernetes
 */
export function directoriesBehind(paths: readonly string[]): string[] {
  const directories = new Set<string>()
  for (const path of new Set(paths)) follow(resolve(path), directories)
  return [...directories].sort()
}

function follow(path: string, directories: Set<string>): void {
  let links = 0
  let real = parse(path).root
  let rest = path.slice(real.length).split(sep)
  for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
    const next = join(real, name)
    const target = linkAt(next)
    if (target === undefined) {
      real = next
      continue
    }
    directories.add(real)
    if (++links > MOST_LINKS) return
    const { root } = parse(target)
    if (root !== '') real = root
    rest = [...target.slice(root.length).split(sep).filter(Boolean), ...rest]
  }
  directories.add(dirname(real))
}

/** `..` needs no care: what is before it has no link in it any more, so that `join` is right. */
function linkAt(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined
  } catch (error) {
    codeOf(error) // What is not there, or not to be seen, leads nowhere yet.
    return undefined
  }
}

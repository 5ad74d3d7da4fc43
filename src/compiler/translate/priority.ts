/** Computes priorities: an exact host before a wildcard, a longer path before a shorter one, more matchers before fewer. */
import type { PathMatch } from '../../language/service/reached.ts'

const HOST = 10_000_000
const PATH = 1000
const KIND = 100

/**
 * Traefik would take the length of the rule's text, by which a redirect of a long name can win over its application.
 * Up to 19 count the matchers; the rest below 100 is for routers that stand above the service's own.
 */
export function priorityOf(host: string, path: PathMatch | undefined, matchers: number): number {
  const hostClass = host.startsWith('*.') ? 1 : host === '' ? 0 : 2
  return hostClass * HOST + (path === undefined ? 0 : specificity(path)) + Math.min(matchers, 19)
}

/** Longer is more specific; of the same length, an exact path before what lies below it, before a pattern. */
export function specificity(path: PathMatch): number {
  const length =
    path.kind === 'regex' ? literalStart(path.pattern).length : path.path === '/' ? 0 : path.path.length
  return Math.min(length, 9000) * PATH + RANK[path.kind] * KIND
}

const RANK: Readonly<Record<PathMatch['kind'], number>> = { exact: 3, below: 2, prefix: 2, regex: 1 }

/** What a match of the pattern begins with for sure. */
function literalStart(pattern: string): string {
  return /^\^((?:[\w/-](?![*?{]))*)/.exec(pattern)?.[1] ?? ''
}

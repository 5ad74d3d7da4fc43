/** Computes priorities: an exact host before a wildcard, a longer path before a shorter one, more matchers before fewer. */
import type { PathMatch } from '../../language/service/reached.ts'

const GIVEN = 1_000_000_000
const HOST = 100_000_000
const PATH = 10_000
const KIND = 1000
const MATCHER = 20

/** Parts of a priority, from what weighs most. */
export interface Standing {
  /** Given by a person: decides before everything that is computed. */
  readonly given: number
  readonly host: string
  readonly path: PathMatch | undefined
  /** How many other matchers its rule has. */
  readonly matchers: number
  /** Of routes that are equal but for this, the one that is written first wins. Less than 20. */
  readonly order: number
}

/**
 * Traefik would take the length of the rule's text, by which a redirect of a long name can win over its application.
 * Matchers and order stay below 200; the rest below 1000 is for routers that stand above the service's own.
 */
export function priorityOf({ given, host, path, matchers, order }: Standing): number {
  const hostClass = host.startsWith('*.') ? 1 : host === '' ? 0 : 2
  return (
    given * GIVEN +
    hostClass * HOST +
    (path === undefined ? 0 : specificity(path)) +
    Math.min(matchers, 9) * MATCHER +
    order
  )
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

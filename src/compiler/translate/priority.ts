/** Computes priorities: an exact host before a wildcard, a longer path before a shorter one, more matchers before fewer. */
import type { PathMatch } from '../../language/service/reached.ts'

const GIVEN = 1_000_000_000
const HOST = 100_000_000
const PATH = 10_000
const KIND = 1000
const MATCHER = 20

/** Parts of a priority, from what weighs most. */
export interface Standing extends Weight {
  /** Given by a person: decides before everything that is computed. */
  readonly given: number
  /** Of routes that are equal but for this, the one that is written first wins. Less than 20. */
  readonly order: number
}

/** By how much a rule goes before others. */
export interface Weight {
  /** 2 for an exact host, 1 for a pattern of hosts, 0 for every host. */
  readonly host: number
  /** Of its path, see `specificity`; 0 for every path. */
  readonly path: number
  /** How many other matchers its rule has. */
  readonly matchers: number
}

/**
 * Traefik would take the length of the rule's text, by which a redirect of a long name can win over its application.
 * Matchers and order stay below 200; the rest below 1000 is for routers that stand above the service's own.
 */
export function priorityOf({ given, host, path, matchers, order }: Standing): number {
  return given * GIVEN + host * HOST + path + Math.min(matchers, 9) * MATCHER + order
}

export function weightOfHost(host: string): number {
  return host.startsWith('*.') ? 1 : host === '' ? 0 : 2
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

/** What is served: one immutable value, named by its content. */
import { createHash } from 'node:crypto'
import { admitTogether, admitVersion, type Violation } from '../traefik/admit.ts'
import type { Sections, TraefikObject } from '../traefik/objects.ts'
import { blocksOf, type Block } from './blocks.ts'
import { gzipOf } from './gzip.ts'
import { piecesOf, type Piece } from './pieces.ts'

export interface Snapshot {
  /** Hex digits of the hash of the configuration without the marker; also the name of the marker middleware. */
  readonly revision: string
  /** Made when it is first asked for, as `gzip` is: nearly every client takes the one, and none the other. */
  readonly body: Buffer
  readonly gzip: Buffer
  /** Quoted, as the `ETag` header wants it. */
  readonly etag: string
  readonly since: Date
  /** Names of the services in it, sorted. */
  readonly services: readonly string[]
}

/** Violations are our bug: the compiler made something that Traefik would refuse. */
export type SnapshotResult =
  { readonly snapshot: Snapshot } | { readonly violations: readonly [Violation, ...Violation[]] }

/**
 * Gives `previous` back when the configuration is the same, so that nothing is compressed twice.
 * @param traefikVersion the oldest that is served: what it does not know is a violation
 */
export function createSnapshot(
  sections: Sections,
  services: Iterable<string>,
  now: Date,
  previous?: Snapshot,
  traefikVersion?: string,
): SnapshotResult {
  const blocks = new Map([...sections].map(([section, objects]) => [section, blocksOf(objects)]))
  const [violation, ...more] = [
    ...[...blocks.values()].flatMap((some) =>
      some.flatMap(({ violations, needs }) => [...violations, ...admitVersion(needs, traefikVersion)]),
    ),
    ...admitTogether(sections),
  ]
  if (violation !== undefined) return { violations: [violation, ...more] }
  const revision = hashOf(piecesOf(blocks))
  if (revision === previous?.revision) return { snapshot: previous }
  return { snapshot: snapshotOf(revision, piecesOf(mark(blocks, revision)), services, now) }
}

function hashOf(pieces: readonly Piece[]): string {
  const hash = createHash('sha256')
  for (const { bytes } of pieces) hash.update(bytes)
  return hash.digest('hex').slice(0, 12)
}

function snapshotOf(
  revision: string,
  pieces: readonly Piece[],
  services: Iterable<string>,
  now: Date,
): Snapshot {
  let body: Buffer | undefined
  let gzip: Buffer | undefined
  let sorted: readonly string[] | undefined
  return {
    revision,
    get body() {
      return (body ??= Buffer.concat(pieces.map(({ bytes }) => bytes)))
    },
    get gzip() {
      return (gzip ??= gzipOf(pieces))
    },
    etag: `"${revision}"`,
    since: now,
    get services() {
      return (sorted ??= [...services].sort())
    },
  }
}

const MARKED = 'http.middlewares'

/**
 * Adds a middleware that nothing uses: Traefik's own API then shows which revision is applied, and the body is never `{}`.
 * Traefik 3.7.9 accepts it without a log line (`traefik/semantics.md`).
 */
function mark(blocks: ReadonlyMap<string, readonly Block[]>, revision: string): typeof blocks {
  const marker: TraefikObject = {
    section: MARKED,
    name: `pointsman-${revision}`,
    value: { headers: { customResponseHeaders: { 'X-Pointsman-Revision': revision } } },
  }
  return new Map(blocks).set(MARKED, [...(blocks.get(MARKED) ?? []), ...blocksOf([marker])])
}

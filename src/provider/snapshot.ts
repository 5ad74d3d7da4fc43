/** What is served: one immutable value, named by its content. */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { admit, type Violation } from '../traefik/admit.ts'
import type { TraefikConfig } from '../traefik/config.ts'
import { render } from '../traefik/render.ts'

export interface Snapshot {
  /** Hex digits of the hash of the configuration without the marker; also the name of the marker middleware. */
  readonly revision: string
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

/** Gives `previous` back when the configuration is the same, so that nothing is compressed twice. */
export function createSnapshot(
  config: TraefikConfig,
  services: readonly string[],
  now: Date,
  previous?: Snapshot,
): SnapshotResult {
  const [violation, ...more] = admit(config)
  if (violation !== undefined) return { violations: [violation, ...more] }
  const revision = createHash('sha256').update(render(config)).digest('hex').slice(0, 12)
  if (revision === previous?.revision) return { snapshot: previous }
  const body = Buffer.from(render(mark(config, revision)))
  return {
    snapshot: {
      revision,
      body,
      gzip: gzipSync(body, { level: 6 }),
      etag: `"${revision}"`,
      since: now,
      services: [...services].sort(),
    },
  }
}

/**
 * Adds a middleware that nothing uses: Traefik's own API then shows which revision is applied, and the body is never `{}`.
 * Traefik 3.7.9 accepts it without a log line (`traefik/semantics.md`).
 */
function mark(config: TraefikConfig, revision: string): TraefikConfig {
  const marker = { headers: { customResponseHeaders: { 'X-Pointsman-Revision': revision } } }
  return {
    ...config,
    http: { ...config.http, middlewares: { ...config.http?.middlewares, [`pointsman-${revision}`]: marker } },
  }
}

/** A provider that publishes what a test tells it to. */
import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Provider, Reload, Status } from '../../src/provider/provider.ts'
import type { Snapshot } from '../../src/provider/snapshot.ts'

export interface FakeProvider extends Provider {
  /** `bulk` is so many bytes that do not compress. */
  publish(revision: string, bulk?: number): void
  reload(reload: Reload): void
  /** Publishes a body of a test's own. */
  serve(revision: string, config: object, services: readonly string[]): void
  /** What `status()` says beside what is served. */
  say(status: Partial<Status>): void
  listeners(): number
}

export function createFakeProvider(revision?: string): FakeProvider {
  const reloads = new Set<(reload: Reload) => void>()
  const listeners = new Set<{ readonly listener: (snapshot: Snapshot) => void }>()
  let snapshot = revision === undefined ? undefined : snapshotOf(revision)
  let said: Partial<Status> = {}
  return {
    current: () => snapshot,
    onPublish(listener) {
      const entry = { listener }
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    onReload(listener) {
      reloads.add(listener)
      return () => void reloads.delete(listener)
    },
    status: () => ({
      served: snapshot ?? null,
      needs: null,
      lastTry: null,
      diagnostics: [],
      files: [],
      certificates: [],
      ...said,
    }),
    publish(next, bulk) {
      snapshot = snapshotOf(next, bulk)
      for (const { listener } of listeners) listener(snapshot)
    },
    reload(reload) {
      for (const listener of reloads) listener(reload)
    },
    serve(next, config, services) {
      snapshot = { ...snapshotOf(next), body: Buffer.from(JSON.stringify(config)), services }
      for (const { listener } of listeners) listener(snapshot)
    },
    say(status) {
      said = status
    },
    listeners: () => listeners.size,
  }
}

function snapshotOf(revision: string, bulk = 0): Snapshot {
  const body = Buffer.from(
    `${bodyOf(revision)}${bulk === 0 ? '' : ` ${randomBytes(bulk).toString('base64')}`}`,
  )
  const since = new Date('2026-01-02T03:04:05Z')
  return { revision, body, gzip: gzipSync(body), etag: `"${revision}"`, since, services: ['a', 'b'] }
}

export function bodyOf(revision: string): string {
  return `{"http":{"middlewares":{"pointsman-${revision}":{"addPrefix":{"prefix":"/é"}}}}}`
}

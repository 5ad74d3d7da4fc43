/** What the HTTP side sees of the provider. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Snapshot } from './snapshot.ts'

export interface Provider {
  /** Absent before the first good compile. */
  current(): Snapshot | undefined
  /** Calls `listener` after each publication; returns what ends that. */
  onPublish(listener: (snapshot: Snapshot) => void): () => void
  status(): Status
}

export interface Status {
  readonly served: {
    readonly revision: string
    readonly since: Date
    readonly services: readonly string[]
  } | null
  readonly lastTry: Outcome | null
  readonly diagnostics: readonly Diagnostic[]
  readonly files: readonly FileStatus[]
}

export type Outcome =
  | { readonly kind: 'published' | 'unchanged'; readonly at: Date }
  | { readonly kind: 'held'; readonly at: Date; readonly reason: string }

export interface FileStatus {
  readonly path: string
  /** `quarantined`: its last good text is served. `left-out`: it never had one. */
  readonly state: 'served' | 'quarantined' | 'left-out'
}

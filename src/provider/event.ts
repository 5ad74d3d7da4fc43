/** What the provider tells as it happens, for the log. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Changes } from './changes.ts'

export type ProviderEvent =
  | ({
      readonly kind: 'published'
      readonly revision: string
      readonly diagnostics: readonly Diagnostic[]
      /** From the look at the folder to the snapshot. */
      readonly durationMs: number
    } & Changes)
  | { readonly kind: 'unchanged' }
  /** The folder gave nothing to serve at the start: what was served before the restart is served, this many services. */
  | { readonly kind: 'restored'; readonly revision: string; readonly services: number }
  /** Told once for as long as the reason stays the same. */
  | { readonly kind: 'held'; readonly reason: string }
  /** All diagnostics there are, told only when they are others than last time. */
  | { readonly kind: 'mistakes'; readonly diagnostics: readonly Diagnostic[] }
  /** Files that were held back and are served as they are on disk now. */
  | { readonly kind: 'mended'; readonly files: readonly string[] }
  /** Files that were held back and are not there any more; if anything was served of them, it is gone as well. */
  | { readonly kind: 'dropped'; readonly files: readonly string[] }
  /** Files whose last good text cannot be served any more beside the others: their services are gone. */
  | { readonly kind: 'lost'; readonly files: readonly string[] }
  /** A bug of ours; `error` is what was thrown. Told once for as long as `problem` stays the same. */
  | { readonly kind: 'fault'; readonly problem: string; readonly error?: unknown }

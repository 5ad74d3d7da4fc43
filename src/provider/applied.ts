/** What Traefiks run, as their own APIs say; `applied/` finds it out. */
import type { Place } from '../diagnostics/place.ts'

export interface TraefikStatus {
  /** Of its API; it holds no credentials. */
  readonly url: string
  /** Of Traefik, once it has said it. */
  readonly version: string | undefined
  /** `unknown`: it could not be asked, and `problem` says why. `pending`: it runs something else than what is served. */
  readonly state: 'applied' | 'pending' | 'unknown'
  /** When the state began, or, for `pending`, when what it lacks was published. */
  readonly since: Date
  /** What it runs: a revision of ours, if any. */
  readonly revision: string | undefined
  /** Seconds from the publication until this Traefik was seen to run it; of the last revision that was applied. */
  readonly lag: number | undefined
  /** A sentence without a final dot. */
  readonly problem: string | undefined
  /** What Traefik does not take as it is meant, although it took the configuration. */
  readonly faults: readonly Fault[]
}

export interface Fault {
  /** `http.routers`, as the section of the configuration is called. */
  readonly section: string
  /** As we named it. */
  readonly name: string
  /** `disabled`: it does nothing at all. */
  readonly status: 'warning' | 'disabled'
  /** Traefik's words. */
  readonly error: string
  /** The definition that it comes from, if that is known. */
  readonly service: string | undefined
  readonly place: Place | undefined
}

/** Told once when it changes. */
export type AppliedEvent =
  | { readonly kind: 'applied'; readonly traefik: TraefikStatus }
  /** It was published long enough ago. */
  | { readonly kind: 'not-applied'; readonly traefik: TraefikStatus; readonly expected: string }
  | { readonly kind: 'not-asked'; readonly traefik: TraefikStatus }
  /** Others than before; perhaps none. */
  | { readonly kind: 'faults'; readonly traefik: TraefikStatus }
  /** A bug of ours; `error` is what was thrown. */
  | { readonly kind: 'fault'; readonly problem: string; readonly error: unknown }

/** What comes out of the compiler. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Place } from '../diagnostics/place.ts'
import type { TraefikConfig } from '../traefik/config.ts'
import type { Sections, TraefikObject } from '../traefik/objects.ts'
import type { Needed } from './needs.ts'
import type { Lifetime, Redirect } from './fragment.ts'
import type { Origins } from './origins.ts'
import type { FileReading } from './source.ts'

export interface Compilation {
  /** Absent when there is an error: then nothing may be served. */
  readonly sections?: Sections | undefined
  /** The same as one value, made when it is asked for. */
  readonly config?: TraefikConfig | undefined
  /** Sorted by place. An error's `place.file` is the file to blame. */
  readonly diagnostics: readonly Diagnostic[]
  /** Each service by name, as it was compiled. */
  readonly services: ReadonlyMap<string, CompiledService>
  /** Those with `enabled: false`, as of the last compile; found when it is asked for. */
  switchedOff(): ReadonlyMap<string, CompiledService>
  /** Which Traefik this needs, and why; found when it is asked for. */
  readonly needs: Needed
  /** The oldest Traefik that is served, if anybody said so. */
  readonly traefikVersion: string | undefined
  /** By path of the definition file: what it read from other files. */
  readonly readings: ReadonlyMap<string, ReadonlyMap<string, FileReading>>
  /** Of the certificates that are used. */
  readonly lifetimes: readonly Lifetime[]
  /** Which definition an object of the section comes from, as of the last compile. */
  ownerOf(
    section: string,
    name: string,
  ): { readonly service: string | undefined; readonly place: Place } | undefined
  /** The routers that a service shares with others, with what is its own in their rules; as of the last compile. */
  sharesOf(service: CompiledService): readonly TraefikObject[]
  /** Somebody says that nothing is to be served: a file with `services: {}`, or every service disabled. */
  readonly emptyOnPurpose: boolean
}

export interface CompiledService {
  /** Of its name; found only when it is asked for. */
  place(): Place
  /** Equal exactly when what is served for it is equal. */
  fingerprint(): string
  /** Its own; see `sharesOf`. */
  readonly objects: readonly TraefikObject[]
  readonly redirects: readonly Redirect[]
  /** Which written keys made each object of it; found only when it is asked for. */
  origins(): Origins
}

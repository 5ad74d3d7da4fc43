/** What comes out of the compiler. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { TraefikConfig } from '../traefik/config.ts'
import type { FileReading } from './source.ts'

export interface Compilation {
  /** Absent when there is an error: then nothing may be served. */
  readonly config?: TraefikConfig
  /** Sorted by place. An error's `place.file` is the file to blame. */
  readonly diagnostics: readonly Diagnostic[]
  /** Each service by name, as it was compiled. */
  readonly services: ReadonlyMap<string, CompiledService>
  /** By path of the definition file: what it read from other files. */
  readonly readings: ReadonlyMap<string, ReadonlyMap<string, FileReading>>
}

export interface CompiledService {
  readonly file: string
  readonly line: number
  /** Equal exactly when what is served for it is equal. */
  readonly fingerprint: string
}

/** The last text of a definition file that was served, with all that it needs to be served again. */
import type { FileReading } from '../compiler/source.ts'

export interface GoodText {
  readonly text: string
  /** What it read from other files: certificates, keys and secrets among them. */
  readonly readings: ReadonlyMap<string, FileReading>
  /** Of a file that is gone: those that took its place and are held back. */
  readonly awaits?: readonly string[]
}

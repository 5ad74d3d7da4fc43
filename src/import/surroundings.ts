/** What an importer may look at beside the text that it is given. */
import type { FileReading, World } from '../compiler/source.ts'

export interface Surroundings extends World {
  /**
   * The files that nginx means by this path or pattern, in its order: in `include`, or a file of users. A path that leads nowhere comes back with its
   * problem; a pattern that no file fits is an empty list. Never throws.
   */
  include(pattern: string): readonly Included[]
}

export interface Included {
  /** As remarks call the file. */
  readonly path: string
  readonly reading: FileReading
}

/** A stretch of one line of a definition file: where a person has to look. */
export interface Place {
  /** Path below the definitions folder, with `/` between segments. */
  readonly file: string
  /** 1-based. */
  readonly line: number
  /** 1-based, in UTF-16 units, as editors count. */
  readonly column: number
  /** How many UTF-16 units to underline, at least 1. */
  readonly length: number
}

/** The first character of a file: for what is wrong with the file as a whole. */
export function startOf(file: string): Place {
  return { file, line: 1, column: 1, length: 1 }
}

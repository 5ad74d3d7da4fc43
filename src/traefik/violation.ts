/** Why a configuration may not be served: a mistake of ours, never of the person who wrote the definitions. */
export interface Violation {
  readonly path: readonly (string | number)[]
  /** A sentence in English without a final dot. */
  readonly problem: string
}

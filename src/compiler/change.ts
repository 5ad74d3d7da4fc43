/** What one compile brought and took away since the one before it: the stages hand on nothing else. */
export interface Change<T> {
  readonly came: readonly T[]
  readonly went: readonly T[]
}

export function both<T>(one: Change<T>, other: Change<T>): Change<T> {
  return { came: [...one.came, ...other.came], went: [...one.went, ...other.went] }
}

/** Where something stands among all that is defined: what changed earlier comes first; of the same age, by path. */
export interface Rank {
  readonly changed: number
  readonly file: string
  readonly document: number
  /** In its document. */
  readonly index: number
}

export function byRank(a: { readonly rank: Rank }, b: { readonly rank: Rank }): number {
  return (
    a.rank.changed - b.rank.changed ||
    (a.rank.file === b.rank.file ? 0 : a.rank.file < b.rank.file ? -1 : 1) ||
    a.rank.document - b.rank.document ||
    a.rank.index - b.rank.index
  )
}

/** How a word of another system is answered. */
export interface ForeignWord {
  /** One sentence. */
  readonly say: string
  /** True when there is nothing to write in a definition at all. */
  readonly refused: boolean
  /** It is a word of this language in another place. */
  readonly isElsewhere?: boolean
}

export type Vocabulary = ReadonlyMap<string, ForeignWord>

/** Words that mean `key`. */
export function meant(key: string, ...words: readonly string[]): [string, ForeignWord][] {
  return words.map((word) => [word, { say: `Did you mean \`${key}\`?`, refused: false }])
}

/** Words that are said in some other way. */
export function said(say: string, ...words: readonly string[]): [string, ForeignWord][] {
  return words.map((word) => [word, { say, refused: false }])
}

/** Words of this language that have no place here. */
export function elsewhere(say: string, ...words: readonly string[]): [string, ForeignWord][] {
  return words.map((word) => [word, { say, refused: false, isElsewhere: true }])
}

/** Words for which there is nothing to write; `say` tells why, or where it belongs. */
export function nothing(say: string, ...words: readonly string[]): [string, ForeignWord][] {
  return words.map((word) => [word, { say, refused: true }])
}

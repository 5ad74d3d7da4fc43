/** Walks values of unknown kind. */
export type Entries = Readonly<Record<string, unknown>>

/** The value, when it is a mapping; else an empty one. */
export function entriesOf(value: unknown): Entries {
  return isMapping(value) ? value : {}
}

export function isMapping(value: unknown): value is Entries {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

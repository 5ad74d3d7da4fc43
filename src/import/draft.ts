/** A definition file that is being made: its keys, and the remarks between them. */
export type Path = readonly (string | number)[]

export interface Remark {
  /** The mapping at whose end it stands; empty: the end of the file. */
  readonly within: Path
  /** One line, or more of them that belong together. */
  readonly lines: readonly string[]
}

export interface Draft {
  /** Lines at the top of the file. */
  readonly head: readonly string[]
  /** In the order in which it is written. */
  readonly definition: Readonly<Record<string, unknown>>
  readonly remarks: readonly Remark[]
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The draft without what stands at `path`, or without what becomes empty by that. */
export function without(value: unknown, path: Path): unknown {
  const [step, ...rest] = path
  if (step === undefined) return undefined
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    const left = without(items[Number(step)], rest)
    const kept = items.flatMap((item, index) =>
      index === step ? (left === undefined ? [] : [left]) : [item],
    )
    return kept.length === 0 ? undefined : kept
  }
  if (!isMapping(value)) return value
  const left = without(value[step], rest)
  const entries = Object.entries(value).flatMap(([key, item]) =>
    key === step ? (left === undefined ? [] : [[key, left] as const]) : [[key, item] as const],
  )
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (below, step) =>
      Array.isArray(below)
        ? (below as readonly unknown[])[Number(step)]
        : isMapping(below)
          ? below[step]
          : undefined,
    value,
  )
}

/** A line for the top of a file with such a service. */
export const SWITCHED_OFF =
  'A service that would stand open without what is left of it below is switched off: `enabled: false`.'

/** The service is not served; what it is reached by stays at its top. */
export function switchedOff(keys: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { enabled: _enabled, ...others } = keys
  const [first, ...more] = Object.entries(others)
  return Object.fromEntries([...(first === undefined ? [] : [first]), ['enabled', false], ...more])
}

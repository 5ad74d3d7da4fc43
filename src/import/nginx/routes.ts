/** A service with its routes: the first part is the service, the others say only how they differ. */
import type { Keys } from './proxy.ts'
import type { Match, Spot } from './spot.ts'
import type { Part } from './parts.ts'

/** What a route of `base` has to say so that it is `part`; nothing when a route cannot say it. */
export function differenceOf(base: Keys, part: Keys): Keys | undefined {
  const difference: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(part)) {
    const below = base[key]
    if (JSON.stringify(value) === JSON.stringify(below)) continue
    if (key === 'headers' && below !== undefined) {
      const sides = headersDifference(below, value)
      if (sides === undefined) return undefined
      difference[key] = sides
    } else
      difference[key] =
        isMapping(value) && isMapping(below) && key !== 'errorPages' ? nested(below, value) : value
  }
  for (const key of Object.keys(base)) if (!(key in part)) difference[key] = null
  return difference
}

function nested(base: Keys, part: Keys): Keys {
  const gone = Object.keys(base).filter((key) => !(key in part))
  const changed = Object.entries(part).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(base[key]),
  )
  return { ...Object.fromEntries(changed), ...Object.fromEntries(gone.map((key) => [key, null])) }
}

/** `null` takes a header away; nothing says that one is to be left as it comes. */
function headersDifference(base: unknown, part: unknown): Keys | undefined {
  const difference: Record<string, unknown> = {}
  for (const side of ['request', 'response']) {
    const [below, above] = [sideOf(base, side), sideOf(part, side)]
    if (Object.keys(below).some((name) => !(name in above))) return undefined
    const changed = Object.entries(above).filter(([name, value]) => below[name] !== value)
    if (changed.length > 0) difference[side] = Object.fromEntries(changed)
  }
  return difference
}

function sideOf(headers: unknown, side: string): Keys {
  const value = isMapping(headers) ? headers[side] : undefined
  return isMapping(value) ? value : {}
}

function isMapping(value: unknown): value is Keys {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** As `path` says it; nothing for the root, which takes every path. */
export function pathOf({ match }: Spot): unknown {
  if (match.kind === 'regex') return { regex: match.pattern }
  if (match.kind === 'exact') return { exact: match.path }
  if (match.path === '/') return undefined
  return match.path.endsWith('/') ? match.path : { prefix: match.path }
}

/**
 * nginx asks exact paths and `^~` first, then patterns in their order, then prefixes. Pointsman asks longer paths first, so
 * where there is a pattern the order has to be said.
 */
export function prioritiesOf(parts: readonly Part[]): ReadonlyMap<Spot, number> {
  const patterns = parts.filter(({ spot }) => spot.match.kind === 'regex')
  const others = parts.filter(({ spot }) => spot.match.kind !== 'regex' && pathOf(spot) !== undefined)
  if (patterns.length === 0 || (others.length === 0 && patterns.length === 1)) return new Map()
  return new Map(
    parts.flatMap(({ spot }) => {
      const above = aboveOf(
        spot.match,
        patterns.findIndex((part) => part.spot === spot),
      )
      return above === undefined ? [] : [[spot, above] as const]
    }),
  )
}

function aboveOf(match: Match, index: number): number | undefined {
  if (match.kind === 'regex') return 500 - index
  if (match.kind === 'exact') return 100_000
  return match.beforePatterns ? 1000 + match.path.length : undefined
}

/** Lays what is nearer over what is farther: a route over its service over the defaults. */
import { serviceKeys, type ServiceLayer } from './service.ts'
import type { Keys } from './shapes/object.ts'

/** A service or route with every layer merged: `null` is gone, for it only takes away. */
export type Service = Settled<ServiceLayer>

export type Settled<T> = T extends readonly unknown[] | string | number | boolean
  ? T
  : T extends object
    ? { readonly [K in keyof T]: Settled<Exclude<T[K], null | undefined>> }
    : T

/** Layers from the farthest to the nearest. Mappings merge key by key, everything else replaces. */
export function mergeLayers(layers: readonly ServiceLayer[]): Service {
  let merged: Readonly<Record<string, unknown>> = {}
  for (const layer of layers) merged = lay(layer, merged, replaced)
  return withoutNulls(merged)
}

const keys: Keys = serviceKeys

/** Keys whose value is one thing although it is written as a mapping. */
const replaced: ReadonlySet<string> = new Set(
  Object.keys(keys).filter((name) => keys[name]?.replaces === true),
)

type Mapping = Readonly<Record<string, unknown>>

function lay(nearer: Mapping, farther: Mapping, whole: ReadonlySet<string>): Mapping {
  const merged: Record<string, unknown> = { ...farther }
  for (const [key, value] of Object.entries(nearer)) {
    const below = merged[key]
    merged[key] = isMapping(value) && isMapping(below) && !whole.has(key) ? lay(value, below, NONE) : value
  }
  return merged
}

const NONE: ReadonlySet<string> = new Set()

function withoutNulls(value: Mapping): Mapping {
  const kept = Object.entries(value).filter((entry) => entry[1] !== null && entry[1] !== undefined)
  return Object.fromEntries(kept.map(([key, part]) => [key, isMapping(part) ? withoutNulls(part) : part]))
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

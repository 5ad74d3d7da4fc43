/** Lays what is nearer over what is farther: a route over its service over the defaults. */
import { serviceKeys, type ServiceLayer } from './service.ts'
import type { Keys } from './shape.ts'

/** A service or route with every layer merged: `null` is gone, for it only takes away. */
export type Service = Settled<ServiceLayer>

export type Settled<T> = T extends readonly unknown[] | string | number | boolean
  ? T
  : T extends object
    ? { readonly [K in keyof T]: Settled<Exclude<T[K], null | undefined>> }
    : T

/** Layers from the farthest to the nearest. Mappings merge key by key, everything else replaces. */
export function mergeLayers(layers: readonly ServiceLayer[]): Service {
  const [farthest = {}, ...nearer] = layers
  let merged: Mapping = farthest
  for (const layer of nearer) merged = lay(layer, merged, serviceKeys)
  return withoutNulls(merged)
}

type Mapping = Readonly<Record<string, unknown>>

/** `keys` tells which values are one thing although they are written as a mapping. */
function lay(nearer: Mapping, farther: Mapping, keys: Keys): Mapping {
  const merged: Record<string, unknown> = { ...farther }
  for (const [name, value] of Object.entries(nearer)) {
    const below = merged[name]
    const key = keys[name]
    const merges = isMapping(value) && isMapping(below) && key?.replaces !== true
    merged[name] = merges ? lay(value, below, key?.shape.keys ?? NONE) : value
  }
  return merged
}

const NONE: Keys = {}

/** The value itself where nothing is taken away. */
function withoutNulls(value: Mapping): Mapping {
  let kept: Record<string, unknown> | undefined
  for (const key of Object.keys(value)) {
    const part = value[key]
    const settled = isMapping(part) ? withoutNulls(part) : part
    if (settled === part && settled !== null && settled !== undefined) continue
    kept ??= { ...value }
    if (settled === null || settled === undefined) delete kept[key]
    else kept[key] = settled
  }
  return kept ?? value
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

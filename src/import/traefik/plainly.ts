/** A part of Traefik's configuration without what says nothing: explicit defaults, and several spellings of one value. */
import { SCHEMA } from '../../traefik/schema.ts'
import { isMapping } from '../draft.ts'

/** `type` is a name of the schema: `dynamic.Router`, `list<dynamic.Server>`. */
export function plainly(value: unknown, type: string): unknown {
  const container = /^(list|map)<(.+)>$/.exec(type)
  if (container !== null) {
    const inner = container[2] ?? ''
    if (Array.isArray(value)) return value.map((item) => plainly(item, inner))
    if (!isMapping(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainly(item, inner)]))
  }
  const fields = SCHEMA[type]
  if (fields === undefined) return type === 'duration' ? milliseconds(value) : scalar(value, type)
  if (!isMapping(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const field = fields[key]
      if (field === undefined) return [[key, item]]
      const plain = isHeaders(key) ? inLowerCase(plainly(item, field.type)) : plainly(item, field.type)
      const usual = field.default ?? USUAL[field.type] ?? WEIGHTS[`${type}.${key}`]
      if (usual !== undefined && JSON.stringify(plainly(usual, field.type)) === JSON.stringify(plain))
        return []
      // A path in a URL counts only with `preservePath`.
      if (type === 'dynamic.Server' && key === 'url' && value['preservePath'] !== true)
        return [[key, String(plain).replace(/^(\w+:\/\/[^/]+).*$/, '$1')]]
      return [[key, plain]]
    }),
  )
}

/** What is as if it were not written, by type. */
const USUAL: Readonly<Record<string, unknown>> = { bool: false }
const WEIGHTS: Readonly<Record<string, unknown>> = {
  'dynamic.Server.weight': 1,
  'dynamic.IPAllowList.rejectStatusCode': 403,
}

function scalar(value: unknown, type: string): unknown {
  if (/^u?int(32|64)?$/.test(type) && typeof value === 'string' && value.trim() !== '') return Number(value)
  if (type === 'bool' && typeof value === 'string') return /^(1|t|true)$/i.test(value)
  return type === 'string' && (typeof value === 'number' || typeof value === 'boolean')
    ? String(value)
    : value
}

/** Names of headers are the same in any case. */
function isHeaders(key: string): boolean {
  return key.endsWith('Headers')
}

function inLowerCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((name) => String(name).toLowerCase())
  if (!isMapping(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name.toLowerCase(), item]))
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
}

/** `1m`, `60s`, `60` and `"60"` are the same. */
export function milliseconds(value: unknown): unknown {
  const written = String(value)
  if (/^-?\d+$/.test(written)) return Number(written) * 1000
  const parts = [...written.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)]
  if (parts.map(([part]) => part).join('') !== written) return value
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0)
}

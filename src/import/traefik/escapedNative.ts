/** In Traefik's own keys a dollar sign means itself, but for one before `{NAME}`. */
import { VARIABLE } from '../literal.ts'

export function escapedNative(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\$(?=\{[A-Za-z_f])/g, '$$$$').replaceAll(VARIABLE, '$')
  if (Array.isArray(value)) return value.map(escapedNative)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escapedNative(item)]))
}

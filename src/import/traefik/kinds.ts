/** Traefik's configuration with the spelling and the kinds that its fields have: `"entrypoints": "web, websecure"` is a list. */
import { canonicalKey, typeOf, type FieldType } from '../../traefik/field.ts'
import { isMapping } from '../draft.ts'

/** What does not fit is left as it is, for the compiler to say so. */
export function inKinds(value: unknown, type: FieldType = typeOf('dynamic.Configuration')): unknown {
  switch (type.kind) {
    case 'object':
      if (!isMapping(value)) return isSwitch(value) ? {} : value
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => {
          const known = canonicalKey(type.fields, key)
          const field = known === undefined ? undefined : type.fields[known]
          return known === undefined || field === undefined
            ? [key, item]
            : [known, inKinds(item, typeOf(field.type))]
        }),
      )
    case 'map':
      return isMapping(value)
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inKinds(item, type.of)]))
        : value
    case 'list':
      if (Array.isArray(value)) return value.map((item) => inKinds(item, type.of))
      return typeof value === 'string' ? value.split(',').map((item) => inKinds(item.trim(), type.of)) : value
    case 'scalar':
      return scalar(value, type.scalar)
  }
}

function scalar(value: unknown, kind: string): unknown {
  if (kind === 'string')
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
  if (typeof value !== 'string') return value
  if (kind === 'bool' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true'
  return /^u?int/.test(kind) && /^-?\d+$/.test(value) ? Number(value) : value
}

/** `tls: true` switches on what needs no settings. */
function isSwitch(value: unknown): boolean {
  return value === true || (typeof value === 'string' && /^(true|)$/i.test(value))
}

/** What Traefik accepts under one key, and how to find it. */
import { ROOT, SCHEMA } from './schema.ts'

export interface Field {
  /** `string`, `int`, `list<string>`, `map<dynamic.Router>`, or the name of an object type. */
  readonly type: string
  /** The first version that accepts the key; absent: every v3. */
  readonly since?: string
  /** `{}` switches it on with defaults; elsewhere `{}` makes Traefik refuse the whole body. */
  readonly allowEmpty?: boolean
  /** `false`: accepted and ignored. */
  readonly settable?: boolean
  /** Works, and is not documented. */
  readonly hidden?: boolean
  readonly deprecated?: boolean
  readonly enum?: readonly (string | number)[]
  readonly default?: unknown
}

/** A type as data: scalars and objects by name, lists and maps by what they hold. */
export type FieldType =
  | {
      readonly kind: 'scalar'
      readonly scalar: 'string' | 'bool' | 'int' | 'int64' | 'uint32' | 'duration' | 'any'
    }
  | { readonly kind: 'list'; readonly of: FieldType }
  | { readonly kind: 'map'; readonly of: FieldType }
  | { readonly kind: 'object'; readonly name: string; readonly fields: Readonly<Record<string, Field>> }

/** Cached: there are about 150 different types. */
export function typeOf(written: string): FieldType {
  const known = parsed.get(written)
  if (known !== undefined) return known
  const type = parse(written)
  parsed.set(written, type)
  return type
}

/** What the objects of a section are: of `http.routers`, a router. Nothing when Traefik has no such section. */
export function typeOfSection(section: string): FieldType | undefined {
  const known = ofSections.get(section)
  if (known !== undefined) return known
  const [root = '', key = ''] = section.split('.')
  const written = SCHEMA[SCHEMA[ROOT]?.[root]?.type ?? '']?.[key]?.type
  const type = written === undefined ? undefined : typeOf(written)
  if (type?.kind !== 'map' && type?.kind !== 'list') return undefined
  ofSections.set(section, type.of)
  return type.of
}

const ofSections = new Map<string, FieldType>()

/** The spelling that Traefik documents; it compares keys without regard to case. */
export function canonicalKey(fields: Readonly<Record<string, Field>>, key: string): string | undefined {
  if (Object.hasOwn(fields, key)) return key
  const lower = key.toLowerCase()
  return Object.keys(fields).find((name) => name.toLowerCase() === lower)
}

const parsed = new Map<string, FieldType>()

function parse(written: string): FieldType {
  const container = /^(list|map)<(.+)>$/.exec(written)
  if (container !== null)
    return { kind: container[1] === 'list' ? 'list' : 'map', of: typeOf(container[2] ?? '') }
  const fields = SCHEMA[written]
  if (fields !== undefined) return { kind: 'object', name: written, fields }
  switch (written) {
    case 'string':
    case 'bool':
    case 'int':
    case 'int64':
    case 'uint32':
    case 'duration':
    case 'any':
      return { kind: 'scalar', scalar: written }
    default:
      throw new Error(`The schema of Traefik names a type it does not describe: ${written}`)
  }
}

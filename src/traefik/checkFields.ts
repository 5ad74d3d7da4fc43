/** Checks that every field is one that Traefik has, and holds what that field holds. */
import { isMapping } from './entries.ts'
import { readDuration } from './duration.ts'
import { canonicalKey, typeOf, type Field, type FieldType } from './field.ts'
import type { Violation } from './violation.ts'

/** Nothing is coerced here: what we emit has the kind that Traefik's field has. */
export function checkFields(
  value: unknown,
  type: FieldType,
  path: Violation['path'],
  allowEmpty: boolean,
): readonly Violation[] {
  const walk: Walk = { path: [...path], violations: [] }
  check(walk, value, type, allowEmpty, undefined)
  return walk.violations
}

/** Names of objects are keys too: libyaml's limit for a simple key is 1024 characters as they are written, quotes and escapes too. */
export function problemOfKey(key: string): string | undefined {
  if (key.length > 150 && JSON.stringify(key).length > 1000)
    return 'a name of more than 1000 characters cannot be read'
  return key.isWellFormed() ? undefined : 'a lone surrogate is no text'
}

interface Walk {
  /** Where the walk stands: one array for all of it, copied when something is refused. */
  readonly path: (string | number)[]
  readonly violations: Violation[]
}

function refuse({ path, violations }: Walk, problem: string): void {
  violations.push({ path: [...path], problem })
}

function check(
  walk: Walk,
  value: unknown,
  type: FieldType,
  allowEmpty: boolean,
  field: Field | undefined,
): void {
  if (value === undefined) return
  if (value === null) return refuse(walk, 'null is not sent')
  if (type.kind === 'scalar') return checkScalar(walk, value, type.scalar, field)
  if (type.kind === 'list') return checkList(walk, value, type.of, field)
  if (!isMapping(value)) return refuse(walk, 'a mapping is needed')
  let isEmpty = true
  for (const key of Object.keys(value)) {
    if (type.kind === 'object' && value[key] === undefined) continue
    isEmpty = false
    walk.path.push(key)
    if (type.kind === 'map') checkEntry(walk, key, value[key], type.of)
    else checkField(walk, key, value[key], type.fields)
    walk.path.pop()
  }
  if (isEmpty && !allowEmpty) refuse(walk, 'an empty mapping makes Traefik refuse the whole body')
}

function checkEntry(walk: Walk, key: string, value: unknown, of: FieldType): void {
  const problem = problemOfKey(key)
  if (problem !== undefined) refuse(walk, problem)
  // `{}` as an entry of a map is accepted by Traefik: TLS options with its defaults, a plugin without settings.
  check(walk, value, of, true, undefined)
}

function checkField(walk: Walk, key: string, value: unknown, fields: Readonly<Record<string, Field>>): void {
  const field = fields[canonicalKey(fields, key) ?? '']
  if (field === undefined) return refuse(walk, 'Traefik knows no such field')
  check(walk, value, typeOf(field.type), field.allowEmpty === true, field)
}

function checkList(walk: Walk, value: unknown, of: FieldType, field: Field | undefined): void {
  if (!Array.isArray(value)) return refuse(walk, 'a list is needed')
  for (let index = 0; index < value.length; index++) {
    walk.path.push(index)
    check(walk, value[index], of, false, field)
    walk.path.pop()
  }
}

function checkScalar(walk: Walk, value: unknown, scalar: string, field: Field | undefined): void {
  if (scalar === 'any') return checkAny(walk, value)
  if (scalar === 'bool') return typeof value === 'boolean' ? undefined : refuse(walk, 'a boolean is needed')
  if (scalar === 'string' || scalar === 'duration') {
    if (typeof value !== 'string') return refuse(walk, 'a text is needed')
    if (!value.isWellFormed()) return refuse(walk, 'a lone surrogate is no text')
    if (scalar === 'duration' && readDuration(value) === undefined)
      return refuse(walk, 'a Go duration is needed')
  } else {
    if (typeof value !== 'number' || !Number.isSafeInteger(value))
      return refuse(walk, 'a whole number is needed')
    if (scalar === 'uint32' && (value < 0 || value > 0xffff_ffff))
      return refuse(walk, 'a number from 0 to 2³²−1 is needed')
  }
  if (field?.enum !== undefined && !field.enum.some((one) => one === value))
    refuse(walk, `one of ${field.enum.join(', ')} is needed`)
}

/** The settings of a plugin: anything, but for what makes Traefik's decoder panic. */
function checkAny(walk: Walk, value: unknown): void {
  if (typeof value === 'string')
    return value.isWellFormed() ? undefined : refuse(walk, 'a lone surrogate is no text')
  if (typeof value === 'number')
    return Number.isFinite(value) && Math.abs(value) < 2 ** 63
      ? undefined
      : refuse(walk, 'a number beyond 64 bits freezes Traefik')
  if (typeof value !== 'object') return
  for (const [key, item] of Object.entries(value ?? {})) {
    walk.path.push(key)
    checkAnyEntry(walk, key, item)
    walk.path.pop()
  }
}

function checkAnyEntry(walk: Walk, key: string, item: unknown): void {
  const problem = problemOfKey(key)
  if (problem !== undefined) refuse(walk, problem)
  if (item === null) return refuse(walk, 'null is not sent')
  if (key === '') return refuse(walk, 'an empty key makes Traefik refuse the whole body')
  if (isMapping(item) && Object.keys(item).length === 0)
    return refuse(walk, 'an empty mapping makes Traefik refuse the whole body')
  return checkAny(walk, item)
}

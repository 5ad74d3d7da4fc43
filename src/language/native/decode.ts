/** Any value of Traefik's configuration, decoded by what the schema says of its place. */
import { canonicalKey, typeOf, type Field, type FieldType } from '../../traefik/field.ts'
import type { Protocol } from '../../traefik/rule/matchers.ts'
import { checkRule } from '../formats/rule.ts'
import { invalid, isMapping, type Decoding } from '../shape.ts'
import { tellOfField } from './advice.ts'
import { kindOf } from './kind.ts'
import { checkName } from './name.ts'
import { decodePlugin } from './plugin.ts'
import { decodeScalar } from './scalar.ts'
import { reportUnknown } from './unknown.ts'

/** What `null` decodes to where something is laid over something else. */
export const removed: unique symbol = Symbol('removed')

export interface NativeOptions {
  /** What is written is laid over something: `null` takes away, and a mapping may be empty. */
  readonly over?: boolean
}

/** `undefined`: as if nothing were written. `invalid`: what is wrong has been reported. */
export function decodeNative(
  value: unknown,
  type: FieldType,
  at: { readonly key: string; readonly field?: Field; readonly mayBeEmpty?: boolean },
  decoding: Decoding,
  options: NativeOptions,
): unknown {
  if (value === null) return options.over === true ? removed : undefined
  switch (type.kind) {
    case 'scalar':
      return type.scalar === 'any'
        ? decodePlugin(value, at.key, decoding)
        : decodeScalar(value, type.scalar, at.field, decoding)
    case 'list':
      return decodeList(value, type.of, at, decoding, options)
    case 'map':
      return decodeMap(value, type.of, at.key, decoding, options)
    case 'object':
      return decodeObject(value, type, at, decoding, options)
  }
}

type At = Parameters<typeof decodeNative>[2]

/** `"a, b"` is a list of two to Traefik; but a list of texts where mappings belong is an empty one, without a word. */
function decodeList(
  value: unknown,
  of: FieldType,
  at: At,
  decoding: Decoding,
  options: NativeOptions,
): unknown {
  const isPlain = of.kind === 'scalar'
  // As Traefik reads it: `servers: {}` in its documentation is a service without a server.
  if (!isPlain && isEmpty(value)) return []
  const items =
    isPlain && typeof value === 'string'
      ? value.split(',').map((item) => item.trim())
      : isPlain && (typeof value === 'number' || typeof value === 'boolean')
        ? [value]
        : value
  if (!Array.isArray(items)) {
    const expects = isPlain ? 'a list' : 'a list of mappings'
    const help = isPlain ? `Write \`${at.key}: [ … ]\`.` : `Write each as an item: \`- ${exampleOf(of)}\`.`
    return decoding.report('wrong-kind', { expects, found: kindOf(value), help })
  }
  const decoded: unknown[] = []
  let fine = true
  for (const [index, item] of items.entries()) {
    if (items === value) decoding.enter(index)
    const one = decodeItem(item, of, at, decoding, options)
    if (one === invalid) fine = false
    else decoded.push(one)
    if (items === value) decoding.leave()
  }
  if (decoded.length === 0 && fine && at.field?.default !== undefined)
    decoding.report('no-effect', {
      what: 'An empty list leaves Traefik its default here',
      help: 'Leave it out.',
    })
  return fine ? decoded : invalid
}

function decodeItem(
  item: unknown,
  of: FieldType,
  at: At,
  decoding: Decoding,
  options: NativeOptions,
): unknown {
  if (of.kind === 'object') {
    if (isMapping(item) && Object.keys(item).length > 0) return decodeObject(item, of, at, decoding, options)
    const help = `Write \`- ${exampleOf(of, item)}\`.`
    return decoding.report('wrong-kind', { expects: 'a mapping', found: kindOf(item), help })
  }
  if (item === null) return decoding.report('wrong-kind', { expects: 'a text', found: 'nothing' })
  const one = decodeNative(typeof item === 'string' ? item.trim() : item, of, at, decoding, options)
  return typeof one === 'string' && one.includes('║')
    ? decoding.report('bad-value', { found: item, mistake: 'holds `║`, at which Traefik would split it' })
    : one
}

function decodeMap(
  value: unknown,
  of: FieldType,
  key: string,
  decoding: Decoding,
  options: NativeOptions,
): unknown {
  if (!isMapping(value)) return decoding.report('wrong-kind', { expects: 'a mapping', found: kindOf(value) })
  const decoded = new Map<string, unknown>()
  for (const [name, item] of Object.entries(value)) {
    decoding.enter(name)
    // `plugin: { name: {} }` is a plugin without settings; a router or service without anything is none.
    const one =
      checkName(name, decoding) ??
      (of.kind === 'map' && isEmpty(item)
        ? {}
        : decodeNative(item, of, { key: name, mayBeEmpty: true }, decoding, options))
    if (one !== invalid && one !== undefined) decoded.set(name, one)
    decoding.leave()
  }
  const written = Object.values(value).filter((item) => item !== null)
  if (written.length === 0 && options.over !== true) return decoding.report('empty-mapping', { key }, 'key')
  // What is wrong in one entry has been told; the others are there to be referred to.
  return decoded.size === 0 && options.over !== true ? invalid : Object.fromEntries(decoded)
}

function decodeObject(
  value: unknown,
  type: Extract<FieldType, { kind: 'object' }>,
  at: At,
  decoding: Decoding,
  options: NativeOptions,
): unknown {
  if (at.field?.allowEmpty === true) {
    // So does Traefik: these switch it on with its defaults, and `false` leaves it off.
    if (value === true || value === '' || /^true$/i.test(String(value))) return {}
    if (value === false) return options.over === true ? removed : undefined
  }
  if (!isMapping(value)) return decoding.report('wrong-kind', { expects: 'a mapping', found: kindOf(value) })
  const decoded = new Map<string, unknown>()
  let fine = true
  for (const [written, item] of Object.entries(value)) {
    decoding.enter(written)
    const key = canonicalKey(type.fields, written)
    const field = key === undefined ? undefined : type.fields[key]
    if (key === undefined || field === undefined) {
      reportUnknown(written, type, at.key, decoding)
      fine = false
    } else if (decoded.has(key)) {
      decoding.report('key-twice', { key, other: written }, 'key')
      fine = false
    } else {
      tellOfField(type.name, key, written, field, item, decoding)
      const made =
        field.settable === false
          ? undefined
          : decodeNative(item, typeOf(field.type), { key, field }, decoding, options)
      const protocol = RULES[`${type.name}.${key}`]
      const one =
        protocol === undefined || typeof made !== 'string' || made === ''
          ? made
          : checkRule(item, made, protocol, decoding, isOfTraefik2(value) ? 'v2' : 'v3')
      if (one === invalid) fine = false
      else if (one !== undefined) decoded.set(key, one)
    }
    decoding.leave()
  }
  if (!fine) return invalid
  // `tls.options.x: {}` has Traefik's defaults. A router or service of nothing is found by what it lacks.
  if (decoded.size > 0 || at.mayBeEmpty === true || at.field?.allowEmpty === true || options.over === true)
    return Object.fromEntries(decoded)
  return decoding.report('empty-mapping', { key: at.key }, 'key')
}

/** Fields that hold a rule. */
const RULES: Readonly<Record<string, Protocol>> = {
  'dynamic.Router.rule': 'http',
  'dynamic.TCPRouter.rule': 'tcp',
}

function isOfTraefik2(router: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(router).some(([key, value]) => value === 'v2' && key.toLowerCase() === 'rulesyntax')
}

function isEmpty(value: unknown): boolean {
  return isMapping(value) && Object.keys(value).length === 0
}

/** `url: …` */
function exampleOf(of: FieldType, item?: unknown): string {
  const [first = '…'] = of.kind === 'object' ? Object.keys(of.fields) : []
  return `${first}: ${typeof item === 'string' ? item : '…'}`
}

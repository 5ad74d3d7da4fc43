/** The shape of a mapping with known keys. */
import { suggest } from '../../diagnostics/suggest.ts'
import { invalid, isMapping, type Decoded, type Decoding, type Keys, type Shape } from '../shape.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { wordsIn } from '../vocabulary/parts.ts'
import { standsBelow, surelyMeant } from './whereItStands.ts'
import { objectSchema } from './objectSchema.ts'

export type { Keys } from '../shape.ts'

/** Every key may be absent, and `null` when it takes away what would be inherited. */
export type Partially<K extends Keys> = { readonly [Name in keyof K]?: Decoded<K[Name]['shape']> | null }

export interface ObjectOptions<K extends Keys> {
  /** "a service": for messages. */
  readonly name: string
  readonly required?: readonly (keyof K & string)[]
  /** Words that people bring from elsewhere. */
  readonly vocabulary?: Vocabulary
  /** Its name in the JSON Schema, when it stands there once for several places. */
  readonly define?: string
  /** Keeps the good keys beside a bad one, so that they are looked at too; what is bad has been reported. */
  readonly lenient?: boolean
  /** Keys that begin with `x-` are left alone, as in Compose: they hold what is repeated by anchors. */
  readonly extensible?: boolean
  /** What to do with a key that is not known, if it or its value tells. */
  readonly help?: (value: unknown, key: string) => string | undefined
}

/** A mapping whose keys are all optional and may be `null`: one layer of what is merged later. */
export function object<K extends Keys>(keys: K, given: ObjectOptions<K>): Shape<Partially<K>> {
  const vocabulary = given.vocabulary ?? wordsIn(given.name)
  // A word of the whole language may be a key elsewhere; one of a mapping only has to be said of the mapping.
  const within = given.vocabulary === undefined ? given.name : undefined
  const options = { ...given, ...(vocabulary === undefined ? {} : { vocabulary }), within }
  const names = new Map<string, string>()
  for (const [name, key] of Object.entries(keys)) {
    names.set(name, name)
    if (key.also !== undefined) names.set(key.also, name)
  }
  const expects = `${options.name}: a mapping with keys such as ${Object.keys(keys)
    .slice(0, 3)
    .map((name) => `\`${name}\``)
    .join(', ')}`
  return {
    expects,
    keys,
    decode(value, decoding) {
      if (!isMapping(value)) return decoding.report('wrong-type', { expects, found: value })
      const decoded: Record<string, unknown> = {}
      let fine = true
      for (const written of Object.keys(value)) {
        if (options.extensible === true && written.startsWith('x-')) continue
        const part = value[written]
        const name = names.get(written)
        const key = name === undefined ? undefined : keys[name]
        decoding.enter(written, key?.example)
        if (name === undefined || key === undefined) {
          const sure = surelyMeant(written, value, keys)
          const told = sure ?? options.help?.(part, written) ?? standsBelow(written, keys)
          if (sure === undefined) reportUnknown(written, [...names.keys()], { ...options, told }, decoding)
          else {
            const values = { key: written, within: options.name, suggestion: undefined, known: [], told }
            decoding.report('unknown-key', values, 'key')
          }
          fine = false
        } else if (name in decoded) {
          decoding.report('key-twice', { key: name, other: written }, 'key')
          fine = false
        } else {
          const taken = part === null || (part === 'none' && key.meansNone !== true)
          const item = taken ? null : key.shape.decode(part, decoding)
          if (item === invalid) fine = false
          else decoded[name] = item
        }
        decoding.leave()
      }
      // A key that is not known may be the one that is missing, in other words.
      for (const name of fine ? (options.required ?? []) : []) {
        if (decoded[name] === null || (decoded[name] === undefined && !(name in value))) {
          decoding.report('missing-key', { key: name, within: options.name })
          fine = false
        }
      }
      return fine || options.lenient === true ? (decoded as Partially<K>) : invalid
    },
    schema(define) {
      const make = () => objectSchema(keys, options, define)
      return options.define === undefined ? make() : define(options.define, make)
    },
  }
}

/** An object of which all of `required` are there and not `null`. */
export function whole<K extends Keys, R extends keyof K & string>(
  keys: K,
  options: ObjectOptions<K> & { readonly required: readonly R[] },
): Shape<Partially<K> & { readonly [Name in R]: Decoded<K[Name]['shape']> }> {
  return object(keys, options) as Shape<Partially<K> & { readonly [Name in R]: Decoded<K[Name]['shape']> }>
}

function reportUnknown(
  written: string,
  names: readonly string[],
  options: { name: string; vocabulary?: Vocabulary; within?: string | undefined; told?: string | undefined },
  decoding: Decoding,
): void {
  const foreign = options.vocabulary?.get(written)
  if (foreign !== undefined) {
    const { say, refused, isElsewhere } = foreign
    const within = isElsewhere === true ? options.name : options.within
    if (refused) decoding.report('refused-key', { key: written, say }, 'key')
    else decoding.report('foreign-key', { key: written, say, within }, 'key')
  } else {
    decoding.report(
      'unknown-key',
      {
        key: written,
        within: options.name,
        suggestion: suggest(written, names),
        known: names,
        told: options.told,
      },
      'key',
    )
  }
}

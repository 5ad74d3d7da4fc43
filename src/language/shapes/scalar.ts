/** Shapes of single values: text in some format, integers, switches, and words from a list. */
import { suggest } from '../../diagnostics/suggest.ts'
import { invalid, type Decoding, type Invalid, type JsonSchema, type Shape } from '../shape.ts'
import { orVariable, textSchema } from './alternatives.ts'
import { pasted, withoutPasted } from '../pasted.ts'
import { holdsSecret } from '../substitute.ts'

export interface Format<T> {
  /** "a host name such as `shop.example.com`". */
  readonly expects: string
  /** The normal form, or a sentence without a final dot that says what is wrong with the text. */
  parse(text: string): T | Mistake
  readonly schema?: JsonSchema
  /** A person may have written a password or a token there. */
  readonly secret?: boolean
}

export interface Mistake {
  readonly mistake: string
  readonly help?: string | undefined
}

/** A text in a format. A number or a boolean is refused: YAML may already have changed what was meant. */
export function text<T>(format: Format<T>): Shape<T> {
  return {
    expects: format.expects,
    takes: (written) => !isMistake(format.parse(written)),
    decode(value, decoding) {
      if (typeof value !== 'string') {
        const parsed =
          typeof value === 'number' || typeof value === 'boolean' ? format.parse(String(value)) : undefined
        // "`10` has no unit" says more than "this is a number".
        return typeof value === 'number' && isMistake(parsed)
          ? decoding.report('bad-value', { found: shown(value, format), ...parsed })
          : decoding.report('wrong-type', {
              expects: format.expects,
              found: value,
              secret: format.secret,
              isText: parsed !== undefined && !isMistake(parsed),
            })
      }
      const filled = value.includes('$') ? decoding.fill(value, format.secret === true) : value
      if (filled === invalid) return invalid
      const parsed = format.parse(filled)
      if (!isMistake(parsed)) return parsed
      const about =
        filled === value ? aboutWritten(value, parsed, format) : aboutFilled(value, parsed, format.expects)
      return decoding.report('bad-value', { found: shown(value, format), ...about })
    },
    schema: () => textSchema(format.schema),
  }
}

/** A text that is good but for what was pasted along needs no other explanation. */
function aboutWritten(written: string, parsed: Mistake, format: Format<unknown>): Mistake {
  const near = pasted(written)
  return near === undefined || isMistake(format.parse(near.text))
    ? parsed
    : withoutPasted(near, format.secret !== true)
}

/** `${NAME}` tells nothing of what is in it. */
function shown(value: unknown, { secret }: Format<unknown>): unknown {
  return secret === true && !/^\$\{[^}]*\}$/.test(String(value)) ? '…' : value
}

/** What is written shows no value of a variable, and what is said of it must not either. */
function aboutFilled(written: string, { mistake }: Mistake, expects: string): Mistake {
  return { mistake: holdsSecret(written) ? `is not ${expects} when the file is filled in` : mistake }
}

export function integer(range: {
  readonly min: number
  readonly max: number
  readonly expects: string
}): Shape<number> {
  return {
    expects: range.expects,
    decode(value, decoding) {
      const number = typeof value === 'string' ? numberIn(value, decoding.fill(value, false)) : value
      if (number === invalid) return invalid
      const written = typeof value === 'string' ? /^(-?\d+)\s*(%?)$/.exec(value) : null
      if (typeof number !== 'number' && written !== null)
        return decoding.report('bad-value', {
          found: value,
          mistake: written[2] === '%' ? 'is written without the sign' : 'is a text, for it stands in quotes',
          help: `Write \`${written[1]}\`.`,
        })
      if (typeof number !== 'number')
        return decoding.report('wrong-type', { expects: range.expects, found: value })
      if (!Number.isInteger(number))
        return decoding.report('bad-value', { found: value, mistake: 'is not a whole number' })
      if (number < range.min || number > range.max) {
        return decoding.report('bad-value', {
          found: value,
          mistake: `is not between ${range.min} and ${range.max}`,
        })
      }
      return number
    },
    schema: () => orVariable({ type: 'integer', minimum: range.min, maximum: range.max }),
  }
}

export const flag: Shape<boolean> = {
  expects: '`true` or `false`',
  decode(value, decoding) {
    const filled = typeof value === 'string' && value.includes('$') ? decoding.fill(value, false) : value
    if (filled === invalid) return invalid
    if (typeof filled === 'boolean') return filled
    if (filled !== value && (filled === 'true' || filled === 'false')) return filled === 'true'
    return (
      reportFormer(value, decoding) ?? decoding.report('wrong-type', { expects: flag.expects, found: value })
    )
  },
  schema: () => orVariable({ type: 'boolean' }),
}

/** `true`, or nothing: `false` takes back what is inherited. */
export const onlyTrue: Shape<true | null> = {
  expects: '`true` or `false`',
  decode(value, decoding) {
    const decoded = flag.decode(value, decoding)
    return decoded === false ? null : decoded
  },
  schema: (define) => flag.schema(define),
}

/** One of some words, each with what it means; `others` are those of other systems for the same. */
export function word<const W extends string>(
  words: Readonly<Record<W, string>>,
  others?: Readonly<Partial<Record<W, readonly string[]>>>,
): Shape<W> {
  const known = Object.keys(words) as W[]
  const expects =
    known.length === 1 ? `\`${known[0]}\`` : `one of ${known.map((one) => `\`${one}\``).join(', ')}`
  return {
    expects,
    words,
    decode(value, decoding) {
      const filled = typeof value === 'string' ? decoding.fill(value, false) : value
      if (filled === invalid) return invalid
      const found = known.find((one) => one === filled)
      if (found !== undefined) return found
      if (typeof value !== 'string') return decoding.report('wrong-type', { expects, found: value })
      const meant = known.find((one) => others?.[one]?.includes(value.toLowerCase()))
      return decoding.report('unknown-word', {
        found: value,
        expects,
        suggestion: meant ?? suggest(value, known),
      })
    },
    schema() {
      const meanings = known.map((one) => words[one])
      const told = meanings.some((meaning) => meaning !== '')
      return orVariable({
        enum: known,
        ...(told ? { enumDescriptions: meanings, markdownEnumDescriptions: meanings } : {}),
      })
    },
  }
}

/** Exactly this value, in place of a longer form. */
export function literal<const V extends string | boolean>(wanted: V): Shape<V> {
  return {
    expects: `\`${String(wanted)}\``,
    decode: (value, decoding) =>
      value === wanted
        ? wanted
        : decoding.report('wrong-type', { expects: `\`${String(wanted)}\``, found: value }),
    schema: () => ({ const: wanted }),
  }
}

export function isMistake(value: unknown): value is Mistake {
  return typeof value === 'object' && value !== null && 'mistake' in value
}

/** A number is taken from a text only when a variable stood in it: variables are always text. */
function numberIn(written: string, filled: string | Invalid): unknown {
  if (filled === invalid) return invalid
  return filled !== written && /^-?\d{1,15}$/.test(filled) ? Number(filled) : written
}

/** Undefined when this is none of them, or not one for what is `wanted`. */
export function reportFormer(value: unknown, decoding: Decoding, wanted?: boolean): Invalid | undefined {
  const truth = typeof value === 'string' ? truthOf(value) : undefined
  if (truth === undefined || (wanted !== undefined && truth !== wanted)) return undefined
  const mistake = /^(true|false)$/i.test(String(value))
    ? 'is a text, for it stands in quotes'
    : 'is a word here, as YAML 1.2 reads it'
  return decoding.report('bad-value', { found: value, mistake, help: `Write \`${truth}\`.` })
}

/** What a text was as a switch in YAML 1.1. */
export function truthOf(text: string): boolean | undefined {
  if (/^(yes|on|true|y)$/i.test(text)) return true
  return /^(no|off|false|n)$/i.test(text) ? false : undefined
}

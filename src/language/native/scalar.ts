/** Single values of Traefik's configuration, read as its decoder reads them: a number may be a text, and a text a number. */
import { suggest } from '../../diagnostics/suggest.ts'
import { listed } from '../../diagnostics/show.ts'
import { readDuration } from '../../traefik/duration.ts'
import type { Field, FieldType } from '../../traefik/field.ts'
import { invalid, type Decoding, type Invalid } from '../shape.ts'
import { fillNative } from './fill.ts'
import { kindOf } from './kind.ts'

export type Scalar = Extract<FieldType, { kind: 'scalar' }>['scalar']

/** `null` never comes here: it is as if nothing were written. */
export function decodeScalar(
  value: unknown,
  scalar: Exclude<Scalar, 'any'>,
  field: Field | undefined,
  decoding: Decoding,
): string | number | boolean | Invalid {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    const expects = EXPECTS[scalar]
    return decoding.report('wrong-kind', { expects, found: kindOf(value) })
  }
  const filled = typeof value === 'string' ? fillNative(value, decoding) : value
  if (filled === invalid) return invalid
  const read = READ[scalar](filled)
  if (read === undefined) {
    // What a variable holds is never shown.
    return decoding.report('bad-value', { found: value, ...problemOf(filled, scalar) })
  }
  const known = field?.enum
  if (known === undefined || known.some((one) => one === read)) return read
  const words = known.map(String)
  return decoding.report('unknown-word', {
    found: String(value),
    expects: `one of ${listed(words, 'or')}`,
    suggestion: suggest(String(value), words),
  })
}

const EXPECTS: Readonly<Record<Exclude<Scalar, 'any'>, string>> = {
  string: 'a text',
  bool: '`true` or `false`',
  int: 'a whole number',
  int64: 'a whole number',
  uint32: 'a whole number',
  duration: 'a duration such as `10s`',
}

type Read = (value: string | number | boolean) => string | number | boolean | undefined

const READ: Readonly<Record<Exclude<Scalar, 'any'>, Read>> = {
  string(value) {
    if (typeof value === 'string') return value.isWellFormed() ? value : undefined
    if (typeof value === 'boolean') return String(value)
    // Traefik writes 1.5 as "1.500000", and large numbers in full: never what is meant.
    return Number.isSafeInteger(value) ? String(value) : undefined
  },
  bool(value) {
    const text = String(value)
    if (/^(1|t|T|TRUE|true|True)$/.test(text)) return true
    return /^(0|f|F|FALSE|false|False)$/.test(text) ? false : undefined
  },
  int: readInteger,
  int64: readInteger,
  uint32(value) {
    const number = readInteger(value)
    return number !== undefined && number >= 0 && number <= 0xffff_ffff ? number : undefined
  },
  duration(value) {
    return typeof value === 'string' || typeof value === 'number' ? readDuration(value) : undefined
  },
}

function readInteger(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^[-+]?\d+$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined
}

function problemOf(value: unknown, scalar: Exclude<Scalar, 'any'>): { mistake: string; help?: string } {
  switch (scalar) {
    case 'string':
      return typeof value === 'number'
        ? {
            mistake: 'is a number that Traefik would write in another way',
            help: `Put it in quotes: "${value}".`,
          }
        : { mistake: 'holds half of a character, which is no text' }
    case 'bool': {
      const word = /^(yes|on|y|enabled?)$/i.test(String(value)) ? 'true' : 'false'
      return { mistake: 'is neither `true` nor `false`', help: `Write \`${word}\` if that is meant.` }
    }
    case 'duration':
      return typeof value === 'string' && /^\d+(\.\d+)?[dwy]$/.test(value)
        ? {
            mistake: 'is not a duration to Traefik',
            help: 'Its longest unit is the hour: write `24h` for a day.',
          }
        : {
            mistake: 'is not a duration to Traefik',
            help: 'Write a number with a unit such as `500ms`, `10s`, `5m` or `1h`; a whole number alone is seconds.',
          }
    default: {
      const isNumber = typeof value === 'number' || (typeof value === 'string' && /^[-+]?\d+$/.test(value))
      return isNumber && Number.isInteger(Number(value))
        ? { mistake: 'is too large to be sent exactly', help: `At most ${Number.MAX_SAFE_INTEGER} can be.` }
        : { mistake: 'is not a whole number' }
    }
  }
}

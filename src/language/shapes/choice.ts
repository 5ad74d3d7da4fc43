/** Shapes that a person may write in a short or in a long form. */
import {
  isMapping,
  invalid,
  type Decoding,
  type Invalid,
  type Shape,
  type Define,
  type JsonSchema,
} from '../shape.ts'
import { anyOf } from './alternatives.ts'
import { reportFormer } from './scalar.ts'

export interface Short<T> {
  readonly expects: string
  takes?(text: string): boolean
  schema(define: Define): JsonSchema
  /** `undefined`: this is not the short form. */
  decode(value: unknown, decoding: Decoding): T | Invalid | undefined
}

/** The long form is a mapping; everything else is one of the short forms, tried in order. */
export function shorthand<T>(long: Shape<T>, ...shorts: readonly Short<T>[]): Shape<T> {
  const expects = [...shorts.map((short) => short.expects), long.expects].join(', or ')
  return {
    expects,
    keys: long.keys,
    takes: (text) => shorts.some((short) => short.takes?.(text) === true),
    decode(value, decoding) {
      if (isMapping(value)) return long.decode(value, decoding)
      for (const short of shorts) {
        const decoded = short.decode(value, decoding)
        if (decoded !== undefined) return decoded
      }
      return decoding.report('wrong-type', { expects, found: value })
    },
    schema: (define) => anyOf(...shorts.map((short) => short.schema(define)), long.schema(define)),
  }
}

/** A short form that is itself a shape, turned into the long form. `takes` tells by its kind whether a value is meant. */
export function short<S, T>(
  shape: Shape<S>,
  takes: (value: unknown) => boolean,
  lengthen: (value: S) => T,
): Short<T> {
  return {
    expects: shape.expects,
    takes: (text) => takes(text) && shape.takes?.(text) === true,
    schema: (define) => shape.schema(define),
    decode(value, decoding) {
      if (!takes(value)) return undefined
      const decoded = shape.decode(value, decoding)
      return decoded === invalid ? invalid : lengthen(decoded)
    },
  }
}

/** The single word or switch `wanted` stands for `meaning`; a variable may hold it. */
export function wordFor<T>(wanted: string | boolean, meaning: T): Short<T> {
  return {
    expects: `\`${String(wanted)}\``,
    schema: () => ({ const: wanted }),
    decode(value, decoding) {
      if (value === wanted) return meaning
      const former = typeof wanted === 'boolean' ? reportFormer(value, decoding, wanted) : undefined
      if (former !== undefined) return former
      if (!isText(value) || !value.includes('$')) return undefined
      return decoding.peek(value) === String(wanted) ? meaning : undefined
    },
  }
}

/** The same shape, with what to do about values of another kind that people write in its place. */
export function withHelp<T>(shape: Shape<T>, helpFor: (value: unknown) => string | undefined): Shape<T> {
  return {
    ...shape,
    decode(value, decoding) {
      const help = helpFor(value)
      if (help === undefined) return shape.decode(value, decoding)
      return decoding.report('wrong-type', { expects: shape.expects, found: value, help })
    },
  }
}

/** `null` takes away what a farther layer says. */
export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return {
    expects: shape.expects,
    keys: shape.keys,
    takes: (text) => shape.takes?.(text) === true,
    decode: (value, decoding) => (value === null ? null : shape.decode(value, decoding)),
    schema: (define) => anyOf(shape.schema(define), { type: 'null' }),
  }
}

/** The same shape with its decoded value changed. */
export function mapped<S, T>(shape: Shape<S>, change: (value: S) => T): Shape<T> {
  return {
    expects: shape.expects,
    keys: shape.keys,
    takes: (text) => shape.takes?.(text) === true,
    decode(value, decoding) {
      const decoded = shape.decode(value, decoding)
      return decoded === invalid ? invalid : change(decoded)
    },
    schema: (define) => shape.schema(define),
  }
}

export function isText(value: unknown): value is string {
  return typeof value === 'string'
}

/** Of what may be one or several. */
export function isTextOrList(value: unknown): boolean {
  return isText(value) || Array.isArray(value)
}

export function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}

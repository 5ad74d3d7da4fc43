/** Shapes of several values: one or many, and lists. */
import { invalid, type Decoding, type Invalid, type JsonSchema, type Shape } from '../shape.ts'
import { anyOf } from './alternatives.ts'

/** A single value or a list of them; always decoded to a list that holds each value once. */
export function oneOrMany<T>(one: Shape<T>): Shape<readonly T[]> {
  return {
    expects: `${one.expects}, or a list`,
    keys: one.keys,
    decode(value, decoding) {
      if (!Array.isArray(value)) {
        const several = typeof value === 'string' ? severalIn(value, one) : undefined
        if (several !== undefined)
          return decoding.report('bad-value', {
            found: value,
            mistake: 'is not one value',
            help: `Several are a list: \`[${several.map(inFlow).join(', ')}]\`.`,
          })
        const decoded = one.decode(value, decoding)
        return decoded === invalid ? invalid : [decoded]
      }
      return decodeItems(value, one, decoding)
    },
    schema: (define) => anyOf(one.schema(define), listSchema(one.schema(define))),
  }
}

/** `a.example, b.example`: no single value, but several in one text. */
function severalIn<T>(text: string, { takes }: Shape<T>): readonly string[] | undefined {
  if (takes === undefined || !/[,;|\s]/.test(text) || text.includes('$') || takes(text)) return undefined
  const parts = text.split(/\s*[,;|\s]+\s*/).filter((part) => part !== '')
  return parts.length > 1 && parts.every((part) => takes(part)) ? parts : undefined
}

/** As an item between brackets. */
function inFlow(text: string): string {
  return /^[\w/][^,[\]{}"'\s]*$/.test(text) && !/:$|::|^[\d.]+$/.test(text) ? text : JSON.stringify(text)
}

export function list<T>(one: Shape<T>): Shape<readonly T[]> {
  const expects = `a list, each item ${one.expects}`
  return {
    expects,
    keys: one.keys,
    decode(value, decoding) {
      return Array.isArray(value)
        ? decodeItems(value, one, decoding)
        : decoding.report('wrong-type', { expects, found: value })
    },
    schema: (define) => listSchema(one.schema(define)),
  }
}

function decodeItems<T>(
  values: readonly unknown[],
  one: Shape<T>,
  decoding: Decoding,
): readonly T[] | Invalid {
  if (values.length === 0) return decoding.report('empty-list', undefined)
  const decoded: T[] = []
  for (const [index, value] of values.entries()) {
    decoding.enter(index)
    const item = one.decode(value, decoding)
    decoding.leave()
    if (item !== invalid) decoded.push(item)
  }
  return decoded.length === values.length ? decoded : invalid
}

function listSchema(items: JsonSchema): JsonSchema {
  return { type: 'array', items, minItems: 1 }
}

/** The shape of a mapping that holds exactly one of some keys: a choice by name. */
import { suggest } from '../../diagnostics/suggest.ts'
import { isMapping, type Shape } from '../shape.ts'

export function exactlyOne<T>(shapes: Readonly<Record<string, Shape<T>>>): Shape<T> {
  const names = Object.keys(shapes)
  const expects = names.map((name) => `\`{ ${name}: … }\``).join(', ')
  return {
    expects,
    decode(value, decoding) {
      if (!isMapping(value)) return decoding.report('wrong-type', { expects, found: value })
      const [name, ...more] = Object.keys(value)
      if (name === undefined || more.length > 0) return decoding.report('not-exactly-one', { names })
      // `{ valueOf: … }` is no key, though every object has one.
      const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined
      decoding.enter(name)
      const decoded =
        shape === undefined
          ? decoding.report(
              'unknown-key',
              { key: name, within: 'this mapping', suggestion: suggest(name, names), known: names },
              'key',
            )
          : shape.decode(value[name], decoding)
      decoding.leave()
      return decoded
    },
    schema: (define) => ({
      anyOf: names.map((name) => ({
        type: 'object',
        properties: { [name]: shapes[name]?.schema(define) },
        required: [name],
        additionalProperties: false,
      })),
    }),
  }
}

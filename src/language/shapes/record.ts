/** The shape of a mapping whose keys are names that a person chooses. */
import { invalid, isMapping, type Shape } from '../shape.ts'
import { isMistake, type Format } from './scalar.ts'

/** `lenient` keeps the good entries beside a bad one. Decodes to a plain object without a prototype surprise: `__proto__` is a name like any other. */
export function record<T>(
  names: Format<string>,
  values: Shape<T>,
  what: string,
  options: { readonly lenient?: boolean } = {},
): Shape<Readonly<Record<string, T>>> {
  const expects = `${what}: a mapping from ${names.expects} to ${values.expects}`
  return {
    expects,
    decode(value, decoding) {
      if (!isMapping(value)) {
        const otherwise =
          'Write a name, a colon and a blank, and the value: each on a line of its own below this key.'
        return decoding.report('wrong-type', { expects, found: value, otherwise })
      }
      const items = new Map<string, T>()
      let fine = true
      for (const written of Object.keys(value)) {
        decoding.enter(written)
        const name = names.parse(written)
        if (isMistake(name)) {
          decoding.report('bad-name', { found: written, ...name }, 'key')
          fine = false
        } else {
          const item = values.decode(value[written], decoding)
          if (item === invalid) fine = false
          else if (!items.has(name)) items.set(name, item)
          else {
            const other = Object.keys(value).find((earlier) => names.parse(earlier) === name) ?? name
            decoding.report('key-twice', { key: written, other }, 'key')
            fine = false
          }
        }
        decoding.leave()
      }
      return fine || options.lenient === true ? Object.fromEntries(items) : invalid
    },
    schema: (define) => ({
      type: 'object',
      ...(names.schema === undefined ? {} : { propertyNames: names.schema }),
      additionalProperties: values.schema(define),
    }),
  }
}

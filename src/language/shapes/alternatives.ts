/** Pieces of JSON Schema that shapes are put together from. */
import type { JsonSchema } from '../shape.ts'

/** Any of these, without a choice inside of a choice. */
export function anyOf(...schemas: readonly JsonSchema[]): JsonSchema {
  const flat = schemas.flatMap((schema): readonly JsonSchema[] => {
    const [only, ...more] = Object.keys(schema)
    const inner = schema['anyOf']
    return only === 'anyOf' && more.length === 0 && Array.isArray(inner) ? inner : [schema]
  })
  const different = [...new Map(flat.map((schema) => [JSON.stringify(schema), schema])).values()]
  const [first, ...others] = different
  return first !== undefined && others.length === 0 ? first : { anyOf: different }
}

/** Wherever a value is meant, a variable may stand for it. */
export function orVariable(schema: JsonSchema): JsonSchema {
  return anyOf(schema, VARIABLE)
}

const VARIABLE = { type: 'string', pattern: '\\$\\{' }

/** A text of a pattern, or one with a variable in it. */
export function textSchema({ pattern, ...rest }: JsonSchema = {}): JsonSchema {
  return {
    type: 'string',
    ...rest,
    ...(typeof pattern === 'string' ? { pattern: `(?:${pattern})|\\$\\{` } : {}),
  }
}

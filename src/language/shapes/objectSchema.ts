/** A mapping with known keys as JSON Schema: what an editor completes, explains and underlines. */
import { load } from 'js-yaml'
import type { Define, JsonSchema, Key, Keys } from '../shape.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { anyOf } from './alternatives.ts'

export interface Described {
  readonly required?: readonly string[]
  readonly vocabulary?: Vocabulary
  readonly extensible?: boolean
}

export function objectSchema(keys: Keys, options: Described, define: Define): JsonSchema {
  const properties: Record<string, JsonSchema> = {}
  for (const [name, key] of Object.entries(keys)) {
    const property = propertyOf(name, key, define)
    properties[name] = property
    if (key.also !== undefined) properties[key.also] = { ...property, doNotSuggest: true }
  }
  for (const [word, { say }] of options.vocabulary ?? []) properties[word] ??= foreign(say)
  return {
    type: 'object',
    properties,
    ...(options.extensible === true ? { patternProperties: { '^x-': {} } } : {}),
    additionalProperties: false,
    ...(options.required === undefined ? {} : { required: options.required }),
  }
}

/** `null` and `none` take away what would be inherited. */
function propertyOf(name: string, key: Key<unknown>, define: Define): JsonSchema {
  const { about, becomes, otherwise } = key
  const lines = [
    about,
    ...(otherwise === undefined ? [] : [`Otherwise: ${otherwise}.`]),
    ...(becomes === undefined ? [] : [`Becomes ${becomes}.`]),
    ...(key.example === undefined ? [] : [`\`\`\`yaml\n${key.example}\n\`\`\``]),
  ]
  const taken: JsonSchema = key.meansNone === true ? { type: 'null' } : { enum: [null, 'none'] }
  return {
    description: about,
    markdownDescription: lines.join('\n\n'),
    ...exampleOf(name, key.example),
    ...defaultOf(otherwise),
    ...anyOf(key.shape.schema(define), taken),
  }
}

function exampleOf(name: string, example: string | undefined): { examples?: readonly unknown[] } {
  const parsed: unknown = example === undefined ? undefined : load(example)
  return typeof parsed === 'object' && parsed !== null && name in parsed
    ? { examples: [Object.entries(parsed).find(([key]) => key === name)?.[1]] }
    : {}
}

/** Only a default that is a value: others are told in words. */
function defaultOf(otherwise: string | undefined): { default?: unknown } {
  const value = /^`([^`]+)`$/.exec(otherwise ?? '')?.[1]
  return value === undefined ? {} : { default: load(value) }
}

/**
 * A word of another system is underlined, and what to write instead is said; it is never offered. `not: {}` would do too,
 * but editors have their own sentence for that.
 */
function foreign(say: string): JsonSchema {
  return { const: 'nothing can stand here', description: say, errorMessage: say, doNotSuggest: true }
}

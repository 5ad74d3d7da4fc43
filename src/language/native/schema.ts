/** Traefik's fields as JSON Schema, for editors. */
import { typeOf, type Field, type FieldType } from '../../traefik/field.ts'
import type { Define, JsonSchema } from '../shape.ts'
import { anyOf, orVariable, textSchema } from '../shapes/alternatives.ts'

export function schemaOf(type: FieldType, define: Define, field?: Field): JsonSchema {
  switch (type.kind) {
    case 'scalar':
      return type.scalar === 'any' ? {} : scalarSchema(type.scalar, field)
    case 'list': {
      const items = schemaOf(type.of, define, field)
      // Traefik splits a text at its commas.
      return type.of.kind === 'scalar'
        ? { anyOf: [{ type: 'array', items }, { type: 'string' }] }
        : { type: 'array', items }
    }
    case 'map':
      return { type: 'object', minProperties: 1, additionalProperties: schemaOf(type.of, define) }
    case 'object': {
      // A field that may be empty and one that may not differ in nothing else.
      const isEmptyAllowed = field?.allowEmpty === true
      return define(isEmptyAllowed ? `${type.name} or on` : type.name, () =>
        objectSchema(type.fields, define, isEmptyAllowed),
      )
    }
  }
}

function objectSchema(
  fields: Readonly<Record<string, Field>>,
  define: Define,
  allowEmpty: boolean,
): JsonSchema {
  const properties = Object.entries(fields).map(([key, field]) => [
    key,
    { ...anyOf(schemaOf(typeOf(field.type), define, field), { type: 'null' }), ...notes(field) },
  ])
  const schema = { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false }
  return allowEmpty ? { anyOf: [schema, { type: 'boolean' }] } : { ...schema, minProperties: 1 }
}

function scalarSchema(scalar: string, field: Field | undefined): JsonSchema {
  if (field?.enum !== undefined) return orVariable({ enum: field.enum })
  if (scalar === 'string') return { type: ['string', 'number', 'boolean'] }
  if (scalar === 'bool')
    return anyOf(
      { type: 'boolean' },
      textSchema({ pattern: '^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$' }),
    )
  return scalar === 'duration'
    ? { type: ['string', 'integer'] }
    : anyOf({ type: 'integer' }, textSchema({ pattern: '^-?[0-9]+$' }))
}

function notes({ since, deprecated, settable, default: standard }: Field): JsonSchema {
  return {
    ...(since === undefined ? {} : { description: `Since Traefik ${since}.` }),
    ...(deprecated === true
      ? { deprecated: true, deprecationMessage: 'Traefik is going to drop this.' }
      : {}),
    ...(settable === false ? { deprecationMessage: 'Traefik ignores this.', doNotSuggest: true } : {}),
    ...(standard === undefined ? {} : { default: standard }),
  }
}

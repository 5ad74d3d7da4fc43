/** Traefik's fields as JSON Schema, for editors. */
import { typeOf, type Field, type FieldType } from '../../traefik/field.ts'
import type { JsonSchema } from '../shape.ts'

export function schemaOf(type: FieldType, field?: Field): JsonSchema {
  switch (type.kind) {
    case 'scalar':
      return type.scalar === 'any' ? {} : scalarSchema(type.scalar, field)
    case 'list': {
      const items = schemaOf(type.of, field)
      // Traefik splits a text at its commas.
      return type.of.kind === 'scalar'
        ? { anyOf: [{ type: 'array', items }, { type: 'string' }] }
        : { type: 'array', items }
    }
    case 'map':
      return { type: 'object', minProperties: 1, additionalProperties: schemaOf(type.of) }
    case 'object':
      return objectSchema(type.fields, field?.allowEmpty === true)
  }
}

function objectSchema(fields: Readonly<Record<string, Field>>, allowEmpty: boolean): JsonSchema {
  const properties = Object.entries(fields)
    .filter(([, field]) => field.settable !== false)
    .map(([key, field]) => [key, { ...schemaOf(typeOf(field.type), field), ...notes(field) }])
  const schema = { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false }
  return allowEmpty ? { anyOf: [schema, { type: 'boolean' }] } : { ...schema, minProperties: 1 }
}

function scalarSchema(scalar: string, field: Field | undefined): JsonSchema {
  if (field?.enum !== undefined) return { enum: field.enum }
  if (scalar === 'string') return { type: ['string', 'number', 'boolean'] }
  if (scalar === 'bool') return { type: 'boolean' }
  return scalar === 'duration' ? { type: ['string', 'integer'] } : { type: 'integer' }
}

function notes({ since, deprecated, default: standard }: Field): JsonSchema {
  return {
    ...(since === undefined ? {} : { description: `Since Traefik ${since}.` }),
    ...(deprecated === true ? { deprecated: true } : {}),
    ...(standard === undefined ? {} : { default: standard }),
  }
}

/** The whole language as JSON Schema: draft 7, which is what the language server for YAML knows best. */
import { definition } from './definition.ts'
import type { JsonSchema } from './shape.ts'

export function jsonSchema(): JsonSchema {
  const definitions: Record<string, JsonSchema> = {}
  const schema = definition.schema((name, make) => {
    if (!(name in definitions)) {
      definitions[name] = {} // It may hold itself.
      definitions[name] = make()
    }
    return { $ref: `#/definitions/${name}` }
  })
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Pointsman definitions',
    description: 'Services behind Traefik, in a few lines each.',
    ...anchored(schema),
    definitions,
  }
}

/** An empty document says nothing, which is no mistake. */
function anchored(schema: JsonSchema): JsonSchema {
  return { ...schema, type: ['object', 'null'] }
}

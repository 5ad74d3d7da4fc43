// Writes src/traefik/schema.ts from schema.json, which was computed from Traefik's source over its tags:
//   node test/traefik/writeSchema.mjs ../shared/traefik/schema.json
import { readFileSync, writeFileSync } from 'node:fs'

const { types, root } = JSON.parse(readFileSync(process.argv[2] ?? '../shared/traefik/schema.json', 'utf8'))
const KEPT = ['since', 'allowEmpty', 'settable', 'hidden', 'enum', 'deprecated', 'default']
const lines = Object.entries(types).map(([name, { fields }]) => {
  const written = fields.map((field) => {
    const rest = Object.fromEntries(
      KEPT.filter((key) => key in field && !(key === 'since' && field.since === 'v3.0.0')).map((key) => [
        key,
        field[key],
      ]),
    )
    return `    ${JSON.stringify(field.key)}: ${JSON.stringify({ type: field.type, ...rest })},`
  })
  return `  ${JSON.stringify(name)}: {\n${written.join('\n')}\n  },`
})
writeFileSync(
  new URL('../../src/traefik/schema.ts', import.meta.url),
  `/** Every field of Traefik's dynamic configuration; written by test/traefik/writeSchema.mjs, do not edit. */
import type { Field } from './field.ts'

export const ROOT = ${JSON.stringify(root)}

export const SCHEMA: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
${lines.join('\n')}
}
`,
)

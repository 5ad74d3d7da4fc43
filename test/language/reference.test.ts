/** docs/reference.md says what the language is, and every example in it compiles; `npm run reference` writes it anew. */
import { readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { test } from 'tap'
import { createCompiler } from '../../src/compiler/compile.ts'
import type { World } from '../../src/compiler/source.ts'
import { defaultsKeys } from '../../src/language/definition.ts'
import { serviceGroups, serviceKeys } from '../../src/language/service.ts'
import { isMistake } from '../../src/language/shapes/scalar.ts'
import { inDefaults, inService } from './reference/examples.ts'
import { KINDS } from './reference/formats.ts'
import { AUTH_EXAMPLE, DEFAULTS_EXAMPLE, PROFILES_EXAMPLE } from './reference/prose.ts'
import { referencePage } from './reference/referencePage.ts'

const PAGE = 'docs/reference.md'

test('the reference is as the language is', async (t) => {
  const options = (await resolveConfig(PAGE)) ?? {}
  const fresh = await format(referencePage(), { ...options, filepath: PAGE })
  if (process.env['UPDATE'] === '1') writeFileSync(PAGE, fresh)
  else t.equal(readFileSync(PAGE, 'utf8'), fresh)
})

test('every key of a service stands in it, is explained, and has examples that compile', (t) => {
  const grouped = serviceGroups.flatMap(({ keys }) => Object.entries(keys))
  t.same(grouped.map(([name]) => name).sort(), Object.keys(serviceKeys).sort())
  for (const [name, key] of grouped) {
    t.ok(key.otherwise !== undefined && key.becomes !== undefined && key.about !== '', `${name} is explained`)
    for (const example of [key.example ?? '', ...(key.more ?? [])]) {
      t.ok(
        example.startsWith(`${name}:`) ||
          example.startsWith(`${key.also}:`) ||
          example.includes(`\n${name}:`),
        name,
      )
      t.same(mistakesIn(inService(example)), [], example)
    }
  }
  t.end()
})

test('every other example compiles', (t) => {
  for (const example of [AUTH_EXAMPLE, DEFAULTS_EXAMPLE, PROFILES_EXAMPLE]) t.same(mistakesIn(example), [])
  for (const name of ['entryPoints', 'traefik'] as const)
    t.same(mistakesIn(inDefaults(defaultsKeys[name].example)), [], name)
  t.end()
})

test('every example of a value is read', (t) => {
  for (const { name, format: kind, examples } of KINDS)
    for (const example of examples) t.notOk(isMistake(kind.parse(example)), `${name}: ${example}`)
  t.end()
})

function mistakesIn(text: string): string[] {
  const { diagnostics } = createCompiler()([{ path: 'example.yaml', text, changed: 0 }], WORLD)
  return diagnostics.map(({ code, message }) => `${code}: ${message}`)
}

/** Has every file that an example names. */
const WORLD: World = {
  env: {},
  now: () => new Date('2026-01-01'),
  readFile: (path) =>
    path.startsWith('secret:')
      ? { text: 'anna:$apr1$H6uskkkW$IgXLP6ewTrSuBkTrqE8wj/\n' }
      : { text: '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n' },
  inspectCertificate: () => ({
    names: ['shop.example.com'],
    notBefore: new Date('2020-01-01'),
    notAfter: new Date('2099-01-01'),
  }),
}

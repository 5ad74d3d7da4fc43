/** The schema for editors and the decoder say the same of a definition: what the one takes, the other takes. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ErrorObject } from 'ajv'
import { loadAll } from 'js-yaml'
import { test } from 'tap'
import { YAML_SCHEMA } from '../../src/compiler/yamlSchema.ts'
import { jsonSchema } from '../../src/language/jsonSchema.ts'
import { readCase } from '../compiler/golden.ts'

// Editors know words that the standard does not.
const validate = new Ajv({ allErrors: true, strict: false }).compile(jsonSchema())

/** What a schema can see: the rest is about what values mean, or about several of them. */
const SEEN =
  /^error\[(?:unknown-key|foreign-key|refused-key|wrong-type|unknown-word|missing-key|empty-list)\]/m

/** What is missing may stand in another layer, and a name may be defined elsewhere. */
const ABOUT_SEVERAL = [
  'mistakes/auth.txt',
  'mistakes/balancing-words.txt',
  'mistakes/limits-incomplete.txt',
  'mistakes/strip-without-path.txt',
]

interface Definition {
  readonly name: string
  readonly text: string
  readonly expected: string
}

test('what the compiler takes, the schema takes', (t) => {
  const good = [...golden(), ...replayed()].filter(({ expected }) => !/^error\[/m.test(expected))
  t.ok(good.length > 100, `${good.length} definitions`)
  for (const { name, text } of good) t.same(faultsOf(text), [], name, { definition: text })
  t.end()
})

test('what is no word of the language, or of the wrong kind, the schema underlines', (t) => {
  const bad = golden().filter(({ name, expected }) => SEEN.test(expected) && !ABOUT_SEVERAL.includes(name))
  t.ok(bad.length > 15, `${bad.length} definitions`)
  for (const { name, text } of bad) t.not(faultsOf(text).length, 0, name, { definition: text })
  t.end()
})

function faultsOf(text: string): string[] {
  return loadAll(text, { schema: YAML_SCHEMA }).flatMap((document) =>
    validate(document) ? [] : (validate.errors ?? []).map(inWords),
  )
}

function inWords({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath} ${message} ${JSON.stringify(params)}`
}

function golden(): Definition[] {
  const folder = join(process.cwd(), 'test/cases')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.txt'))
    .flatMap((name) => {
      const { definitions, expected } = readCase(readFileSync(join(folder, name), 'utf8'))
      // With several files it is not said which of them is wrong; a text that is no YAML has no value.
      return definitions.length === 1 && !/error\[(?:yaml|syntax|duplicate-key|alias|depth)/.test(expected)
        ? definitions.map(({ text }) => ({ name, text, expected }))
        : []
    })
}

function replayed(): Definition[] {
  const folder = join(process.cwd(), 'test/replay')
  return readdirSync(folder).map((name) => ({
    name,
    text: readFileSync(join(folder, name, 'definition.yaml'), 'utf8'),
    expected: '',
  }))
}

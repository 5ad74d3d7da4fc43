/** The formats of `pointsman check`: what each of them does with every kind of finding. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { test } from 'tap'
import { countErrors, join, strictly, type Findings } from '../../src/cli/checking/findings.ts'
import { github } from '../../src/cli/formats/github.ts'
import { json } from '../../src/cli/formats/json.ts'
import { pretty } from '../../src/cli/formats/pretty.ts'
import { sarif } from '../../src/cli/formats/sarif.ts'
import { diagnose } from '../../src/diagnostics/diagnostic.ts'

const place = { file: 'services/50%, a: b#.yaml', line: 2, column: 3, length: 4 }
const other = { file: 'services/b.yaml', line: 7, column: 1, length: 1 }

const unknown = diagnose(
  'unknown-key',
  { key: 'hosst', within: 'a service', suggestion: 'host', known: ['host'] },
  place,
)
const evil = {
  ...unknown,
  message: 'One line,\r\n::error::and 100 % of: another',
  help: '::stop-commands::x',
}
const twice = diagnose('duplicate-service', { name: 'shop' }, other, [
  { message: 'It is already here.', place },
])
const warning = { ...unknown, severity: 'warning' as const, place: other }

function found(parts: Partial<Findings>): Findings {
  return {
    diagnostics: [],
    problems: [],
    services: 2,
    files: 1,
    sourceOf: () => 'services:\n  host: 1\n',
    ...parts,
  }
}

/** The schema of the standard, as it comes with the npm package @microsoft/sarif-multitool-linux 5.7.0 (MIT). */
const schema: Record<string, unknown> = JSON.parse(readFileSync('test/cli/sarif-2.1.0.json', 'utf8'))

function sarifErrors(text: string): readonly unknown[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false })
  addFormats.default(ajv)
  const validate = ajv.compile(schema)
  validate(JSON.parse(text))
  return validate.errors ?? []
}

test('SARIF is valid whatever was found', (t) => {
  const all = [
    found({}),
    found({ diagnostics: [unknown, evil, twice, warning] }),
    found({ problems: ['There is no directory `x`.'] }),
    found({ diagnostics: [unknown], sourceOf: () => undefined }),
  ]
  for (const findings of all) t.same(sarifErrors(sarif(findings, { version: '1.2.3' })), [])
  t.end()
})

test('the schema finds what is wrong with SARIF', (t) => {
  const text = sarif(found({ diagnostics: [unknown] }), { version: '1.2.3' })
  t.not(sarifErrors(text.replace('"level": "error"', '"level": "bad"')).length, 0)
  t.not(sarifErrors(text.replace('"startLine": 2', '"startLine": 0')).length, 0)
  t.end()
})

test('SARIF names files as URIs, and columns as editors count them', (t) => {
  const log = JSON.parse(sarif(found({ diagnostics: [unknown, twice] }), { version: '1.2.3' }))
  t.match(log.runs[0], {
    tool: { driver: { version: '1.2.3', rules: [{ id: 'duplicate-service' }, { id: 'unknown-key' }] } },
    columnKind: 'utf16CodeUnits',
    results: [
      {
        ruleId: 'unknown-key',
        ruleIndex: 1,
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'services/50%25%2C%20a%3A%20b%23.yaml', uriBaseId: '%SRCROOT%' },
              region: { startLine: 2, startColumn: 3, endColumn: 7 },
            },
          },
        ],
      },
      { ruleId: 'duplicate-service', relatedLocations: [{ message: { text: 'It is already here.' } }] },
    ],
  })
  t.end()
})

test('a mistake keeps its fingerprint when lines are added above it', (t) => {
  const print = (line: number, text: string, code = unknown.code): string => {
    const moved = { ...unknown, code, place: { ...place, line } }
    const log = JSON.parse(sarif(found({ diagnostics: [moved], sourceOf: () => text }), { version: '1' }))
    return log.runs[0].results[0].partialFingerprints.primaryLocationLineHash
  }
  t.equal(print(2, 'a\n  b: 1\n'), print(3, 'a\n\n  b: 1\n'))
  t.not(print(2, 'a\n  b: 1\n'), print(2, 'a\n  b: 2\n'))
  t.end()
})

test('GitHub gets one command for each mistake, and no text can begin another one', (t) => {
  const text = github(found({ diagnostics: [evil, twice, warning], problems: ['a\n::error::b'] }))
  const lines = text.split('\n')
  t.same(
    lines.map((line) => line.split(' ')[0]),
    ['::error', '::error', '::error', '::warning', '2', ''],
  )
  t.equal(
    lines[1],
    '::error file=services/50%25%2C a%3A b#.yaml,line=2,col=3,endColumn=6,title=Pointsman%3A unknown-key::' +
      'One line,%0D%0A::error::and 100 %25 of: another%0A::stop-commands::x',
  )
  t.match(lines[2], /It is already here\. \(services\/50%25, a: b#\.yaml:2:3\)$/)
  t.equal(github(found({})), 'No mistakes.\n')
  t.end()
})

test('people see each frame, and one line that sums up', (t) => {
  const text = pretty(found({ diagnostics: [unknown, warning], problems: ['It is bad.'] }), { color: false })
  t.match(text, /^error: It is bad\.\n\nerror\[unknown-key\]/)
  t.match(text, /\n\n1 error and 1 warning in 2 files\.\n$/)
  t.equal(pretty(found({}), { color: false }), 'No mistakes. 2 services in 1 file.\n')
  t.match(
    pretty(found({ diagnostics: [warning] }), { color: false }),
    /\n1 warning in 1 file\. 2 services in 1 file\.\n$/,
  )
  t.match(pretty(found({}), { color: true }), '\u001b[32mNo mistakes.')
  t.end()
})

test('programs get everything that is known', (t) => {
  const findings = found({ diagnostics: [twice], problems: ['It is bad.'] })
  t.same(JSON.parse(json(findings)), {
    diagnostics: [JSON.parse(JSON.stringify(twice))],
    problems: ['It is bad.'],
    services: 2,
    files: 1,
  })
  t.end()
})

test('several looks become one, with each mistake once', (t) => {
  const one = found({ diagnostics: [unknown, warning], sourceOf: (file) => (file === 'a' ? 'A' : undefined) })
  const two = found({ diagnostics: [twice, unknown], problems: ['x'] })
  const both = join([one, two])
  t.equal(both.diagnostics.length, 3)
  t.equal(both.services, 4)
  t.equal(both.sourceOf('a'), 'A')
  t.equal(countErrors(both), 3)
  t.equal(countErrors(strictly(both)), 4)
  t.end()
})

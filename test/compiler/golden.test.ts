/** Runs every golden case below test/cases; `UPDATE=1 npm test` writes down what comes out now. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { createCompiler } from '../../src/compiler/compile.ts'
import { SECRET, type World } from '../../src/compiler/source.ts'
import { messages } from '../../src/diagnostics/messages.ts'
import { printDiagnostic } from '../../src/diagnostics/print.ts'
import { admit } from '../../src/traefik/admit.ts'
import { render } from '../../src/traefik/render.ts'
import { inputOf, readCase, type GoldenCase } from './golden.ts'

const FOLDER = join(process.cwd(), 'test/cases')
const shown = new Set<string>()

for (const name of readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.txt'))
  .sort()) {
  const path = join(FOLDER, name)
  const text = readFileSync(path, 'utf8')
  const golden = readCase(text)
  test(`${name}: ${golden.sentence}`, (t) => {
    const actual = run(golden)
    if (process.env['UPDATE'] === '1') writeFileSync(path, `${inputOf(text)}\n\n${actual}\n`)
    else t.equal(golden.expected, actual)
    t.end()
  })
}

test('every message is shown by a golden case', (t) => {
  // What is wrong with a file as a whole is found before the compiler: see test/disk and test/provider.
  const elsewhere = new Set([
    'unreadable-file',
    'file-too-large',
    'not-utf8',
    'emptied-file',
    'foreign-file',
    'moved-here',
    'still-needed',
  ])
  const missing = Object.keys(messages).filter((code) => !shown.has(code) && !elsewhere.has(code))
  t.same(missing, [])
  t.end()
})

function run(golden: GoldenCase): string {
  const sources = golden.definitions.map(({ path, text }, changed) => ({ path, text, changed }))
  const compilation = createCompiler({ traefikVersion: golden.traefikVersion })(sources, worldOf(golden))
  for (const diagnostic of compilation.diagnostics) shown.add(diagnostic.code)
  const sourceOf = (file: string) => golden.definitions.find(({ path }) => path === file)?.text
  const printed = compilation.diagnostics.map((diagnostic) =>
    printDiagnostic(diagnostic, sourceOf, { color: false }),
  )
  const parts: string[] = printed.length === 0 ? [] : [`=== diagnostics\n${printed.join('\n').trimEnd()}`]
  if (compilation.config !== undefined) {
    const violations = admit(compilation.config)
    if (violations.length > 0) throw new Error(`The gate refuses it: ${JSON.stringify(violations)}`)
    parts.push(`=== config\n${JSON.stringify(JSON.parse(render(compilation.config)), undefined, 2)}`)
  }
  return parts.join('\n\n')
}

function worldOf({ env, files }: GoldenCase): World {
  return {
    env,
    now: () => new Date('2026-01-01'),
    readFile(path) {
      const text = files.get(path.startsWith(SECRET) ? path.slice(SECRET.length) : path)
      return text === undefined ? { problem: 'there is no such file' } : { text }
    },
    /** The golden certificates say in words what a real one would hold. */
    inspectCertificate(certificate) {
      const names = /^names: (.*)$/m.exec(certificate)?.[1]?.split(' ') ?? []
      const notAfter = new Date(/^until: (.*)$/m.exec(certificate)?.[1] ?? '2999-01-01')
      const notBefore = new Date(/^from: (.*)$/m.exec(certificate)?.[1] ?? 0)
      const problem = /^problem: (.*)$/m.exec(certificate)?.[1]
      return problem === undefined ? { names, notBefore, notAfter } : { problem }
    },
  }
}

/** Runs every golden case of `import`; `UPDATE=1` writes down what comes out now. */
import { writeFileSync } from 'node:fs'
import { test } from 'tap'
import { createCompiler } from '../../src/compiler/compile.ts'
import { behaviourOf } from '../../src/import/traefik/behaviour.ts'
import { importDefinitions } from '../../src/import/import.ts'
import { casesOf, worldOf, type ImportCase } from './cases.ts'

for (const one of ['nginx', 'traefik', 'labels'].flatMap((kind) => casesOf(kind))) {
  test(`${one.name}: ${one.sentence}`, (t) => {
    const imported = importDefinitions(one.text, one.file, worldOf(one))
    t.notOk('problem' in imported, 'it can be read')
    if ('problem' in imported) {
      t.end()
      return
    }
    const actual = `=== definitions\n${imported.text.trimEnd()}`
    if (process.env['UPDATE'] === '1') writeFileSync(one.path, `${one.input}\n\n${actual}\n`)
    else t.equal(one.expected, actual)

    const compilation = createCompiler()(
      [{ path: 'imported.yaml', text: imported.text, changed: 0 }],
      worldOf(one),
    )
    t.same(
      compilation.diagnostics.filter(({ severity }) => severity === 'error'),
      [],
      'it compiles',
    )
    t.same(imported.refused, [], 'nothing that was made had to be taken out again')
    if (one.traefik !== '' && !one.name.includes('refuse'))
      t.same(behaviour(imported.text, one), behaviour(one.traefik, one), 'it does what Traefik was told')

    // A long remark is broken at blanks.
    const flat = imported.text.replace(/\n *# +/g, ' ').replace(/\s+/g, ' ')
    for (const trace of imported.traces) {
      if (trace.fate === 'carried') continue
      t.not(trace.why, '', `line ${trace.line} has a reason`)
      if (trace.fate === 'left') t.match(flat, shown(trace.text), `line ${trace.line} stands in a remark`)
    }
    const counts = { nginx: directivesIn, labels: labelsIn }[one.name.split('/')[0] ?? '']
    if (counts !== undefined)
      t.same(
        countOf(imported.traces.filter(({ file }) => file === undefined)),
        counts(one),
        'everything is accounted for, once',
      )
    t.end()
  })
}

function shown(text: string): string {
  return text.replace(/\s+/g, ' ')
}

function countOf(traces: readonly { readonly line: number }[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { line } of traces) counts[line] = (counts[line] ?? 0) + 1
  return counts
}

function behaviour(text: string, one: ImportCase): readonly string[] {
  const { config, diagnostics } = createCompiler()([{ path: 'a.yaml', text, changed: 0 }], worldOf(one))
  if (config === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'))
  return behaviourOf(config)
}

/** By line, how many labels of Traefik stand there. */
function labelsIn({ text }: ImportCase): Record<number, number> {
  const lines = text.split('\n').map((line, index) => [index + 1, /^[ -]+["']?traefik\./.test(line)] as const)
  return Object.fromEntries(lines.filter(([, found]) => found).map(([line]) => [line, 1]))
}

/** By line, how many directives begin there; found without the parser that the importer uses. */
function directivesIn({ text }: ImportCase): Record<number, number> {
  const counts: Record<number, number> = {}
  const token = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\$\{[^}]*\}|(?<![^\s;{}])#.*|[;{}]|\n|[^\s;{}]+/g
  let line = 1
  let open = false
  let inMap = false
  for (const [part] of text.matchAll(token)) {
    if (part === '\n') line++
    else if (part === ';' || part === '{') open = false
    else if (part === '}') inMap = false
    else if (!part.startsWith('#') && !open) {
      open = true
      // What stands in a map is no directive.
      if (!inMap) counts[line] = (counts[line] ?? 0) + 1
      inMap ||= part === 'map'
    }
  }
  return counts
}

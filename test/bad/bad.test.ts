/** Every bad input has a message at its place, soon, and nothing of it reaches Traefik. */
import tap, { test, type Test } from 'tap'
import { createCompiler } from '../../src/compiler/compile.ts'
import type { Compilation } from '../../src/compiler/compilation.ts'
import { printDiagnostic } from '../../src/diagnostics/print.ts'
import { WORLD } from '../property/body.ts'
import { WRONG_TEXTS } from './texts.ts'
import { WRONG_VALUES } from './values.ts'

tap.setTimeout(120_000)

/** Microseconds of our own, which a busy machine does not make more; far more than any needs. */
const SOON = 1_000_000

test('a wrong value of a key has its message on the line of the key', (t) => {
  let rows = 0
  for (const [key, code, values] of WRONG_VALUES) {
    for (const value of values) {
      rows++
      const others = { host: 'shop.example.com', upstream: 'http://app' }
      const lines = Object.entries(others).filter(([name]) => name !== key && key !== 'tcp' && key !== 'udp')
      const text = [
        'services:',
        '  shop:',
        `    ${key}: ${value}`,
        ...lines.map(([name, one]) => `    ${name}: ${one}`),
        '',
      ].join('\n')
      const found = look(t, `${key}: ${value}`, text)
      const there = found.diagnostics.filter((diagnostic) => diagnostic.place.line === 3)
      if (!there.some((diagnostic) => diagnostic.code === code))
        t.fail(`${key}: ${value} has no ${code} on line 3`, { found: found.printed })
    }
  }
  t.comment(`${rows} values`)
  t.end()
})

test('a wrong file has its message where it went wrong', (t) => {
  for (const [what, code, marked] of WRONG_TEXTS) {
    const text = marked.replace('▶', '')
    const before = marked.slice(0, Math.max(0, marked.indexOf('▶'))).replace(/^\ufeff/, '')
    const rows = before.split(/\r\n|[\r\n]/)
    const place = { line: rows.length, column: (rows.at(-1) ?? '').length + 1 }
    const found = look(t, what, text.replace(/^\ufeff/, ''))
    const there = found.diagnostics.filter((diagnostic) => diagnostic.code === code)
    t.ok(
      there.some(
        (diagnostic) =>
          diagnostic.place.line === place.line && Math.abs(diagnostic.place.column - place.column) <= 1,
      ),
      `${what}: ${code} at ${place.line}:${place.column}`,
      { found: found.printed.slice(0, 1500) },
    )
  }
  t.end()
})

test('there are enough of them', (t) => {
  const rows = WRONG_VALUES.reduce((sum, [, , values]) => sum + values.length, 0) + WRONG_TEXTS.length
  t.comment(`${rows} bad inputs`)
  t.ok(rows >= 200)
  t.end()
})

/** Compiles it, and holds what is true of every bad input. */
function look(t: Test, what: string, text: string): Compilation & { printed: string } {
  const start = process.cpuUsage()
  const compilation = createCompiler()([{ path: 'bad.yaml', text, changed: 0 }], WORLD)
  const printed = compilation.diagnostics
    .map((diagnostic) => printDiagnostic(diagnostic, () => text, { color: false }))
    .join('\n')
  const { user, system } = process.cpuUsage(start)
  if (user + system > SOON) t.fail(`${what} took ${user + system} µs`)
  if (compilation.config !== undefined) t.fail(`${what} reaches Traefik`)
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/.test(printed))
    t.fail(`${what} writes a control character to the terminal`, { printed })
  return { ...compilation, printed }
}

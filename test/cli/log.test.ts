/** The log, for people and for programs. */
import { test } from 'tap'
import { createLog } from '../../src/cli/log.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import { diagnose } from '../../src/diagnostics/diagnostic.ts'
import type { ProviderEvent } from '../../src/provider/event.ts'

const diagnostic = diagnose(
  'unknown-key',
  { key: 'hosst', within: 'a service', suggestion: 'host', known: ['host'] },
  { file: 'a.yaml', line: 1, column: 1, length: 5 },
)

const EVENTS: readonly ProviderEvent[] = [
  {
    kind: 'published',
    revision: 'abc',
    added: ['shop'],
    changed: [],
    removed: ['wiki'],
    diagnostics: [],
    durationMs: 4,
  },
  { kind: 'unchanged' },
  { kind: 'held', reason: 'the folder is empty' },
  { kind: 'mistakes', diagnostics: [diagnostic] },
  { kind: 'mended', files: ['a.yaml'] },
  { kind: 'dropped', files: ['c.yaml', 'd.yaml'] },
  { kind: 'lost', files: ['b.yaml'] },
  { kind: 'fault', problem: 'it broke', error: new Error('inside') },
]

function written(format: 'json' | 'pretty', color = false): string {
  let text = ''
  const terminal: Terminal = {
    env: {},
    cwd: '/',
    isTty: false,
    color,
    out: (part) => void (text += part),
    err: (part) => void (text += part),
    readInput: async () => '',
    onSignal: () => {},
    onHangup: () => {},
  }
  const log = createLog(terminal, format, () => 'hosst: x\n')
  for (const event of EVENTS) log.provider(event)
  log.hint('a hint\n')
  return text
}

test('people get one line for each change, and each mistake with its frame', (t) => {
  const text = written('pretty')
  t.match(text, /^\d\d:\d\d:\d\d published abc {2}\+ shop {2}- wiki {2}\(4 ms\)\n/)
  t.match(text, /warn held what was served: the folder is empty\n/)
  t.match(
    text,
    /error 1 error in 1 file\n\nerror\[unknown-key\].*\n --> a\.yaml:1:1\n1 \| hosst: x\n {2}\| \^{5}\n/,
  )
  t.match(text, /mended: a\.yaml/)
  t.match(text, /gone with all mistakes: c\.yaml, d\.yaml/)
  t.match(text, /this is a bug in Pointsman: it broke\nError: inside/)
  t.match(text, /a hint\n$/)
  t.ok(written('pretty', true).includes('\u001b[31m'))
  t.end()
})

test('programs get JSON lines', (t) => {
  const lines = written('json')
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line))
  t.match(lines, [
    { level: 'info', event: 'published', added: ['shop'], removed: ['wiki'], durationMs: 4 },
    { level: 'warn', event: 'held', reason: 'the folder is empty' },
    { level: 'error', event: 'mistake', code: 'unknown-key', place: { line: 1 }, frame: /\^{5}/ },
    { level: 'info', event: 'mended' },
    { level: 'info', event: 'dropped', files: ['c.yaml', 'd.yaml'] },
    { level: 'error', event: 'lost' },
    { level: 'error', event: 'fault', problem: 'it broke', trace: /inside/ },
  ])
  t.end()
})

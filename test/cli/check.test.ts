/** `pointsman check`, and what every command shares. */
import { join } from 'node:path'
import { test } from 'tap'
import { helpText } from '../../src/cli/help.ts'
import { readArguments } from '../../src/cli/arguments.ts'
import { changeLine } from '../../src/cli/log.ts'
import { runProgram } from './program.ts'

const GOOD = 'services:\n  shop: { host: shop.example.com, upstream: http://shop:80 }\n'
const BAD = 'services:\n  shop: { hosst: shop.example.com, upstream: http://shop:80 }\n'

test('check ends with 0 for good definitions, 1 for mistakes, 2 for wrong use', async (t) => {
  const root = t.testdir({ good: { 'a.yaml': GOOD }, bad: { 'a.yaml': BAD }, empty: {} })
  const good = await runProgram(['check', join(root, 'good')])
  t.same(good, { code: 0, out: 'No mistakes; 1 service.\n', err: '' })
  const bad = await runProgram(['check', 'bad'], { cwd: root })
  t.equal(bad.code, 1)
  t.match(
    bad.out,
    /error\[unknown-key\]: `hosst` is not a key of a service\.\n --> bad\/a\.yaml:2:11\n[\s\S]*\^{5}\n[\s\S]*Did you mean `host`/,
  )
  t.equal((await runProgram(['check', '--fromat', 'json'])).code, 2)
  t.equal((await runProgram(['check', join(root, 'empty')])).code, 1)
  t.match(await runProgram(['check', join(root, 'nowhere')]), { code: 1, out: /There is no directory/ })
})

test('check reads one file, several paths, and standard input', async (t) => {
  const root = t.testdir({ one: { 'a.yaml': GOOD, 'b.yaml': BAD }, two: { 'a.yaml': GOOD } })
  t.equal((await runProgram(['check', join(root, 'one/a.yaml'), join(root, 'two')])).code, 0)
  t.match(await runProgram(['check', join(root, 'one/c.yaml')]), { code: 1, out: /There is no file/ })
  t.match(await runProgram(['check', '-'], { input: BAD }), { code: 1, out: /stdin\.yaml:2:11/ })
})

test('check speaks JSON', async (t) => {
  const { out, code } = await runProgram(['check', '-', '--format', 'json'], { input: BAD })
  t.equal(code, 1)
  t.match(JSON.parse(out), {
    diagnostics: [
      {
        code: 'unknown-key',
        severity: 'error',
        place: { file: 'stdin.yaml', line: 2, column: 11, length: 5 },
      },
    ],
  })
})

test('help and version', async (t) => {
  t.match(await runProgram(['--version']), { code: 0, out: /^\d+\.\d+\.\d+\n$/ })
  t.match(await runProgram([]), { code: 0, out: /pointsman serve \[DIR\]/ })
  t.match(await runProgram(['serve', '--help']), { code: 0, out: /Example: pointsman serve/ })
  for (const name of [undefined, 'serve', 'check'] as const) {
    const lines = helpText(name).split('\n')
    t.ok(lines.length <= 24 && lines.every((line) => line.length <= 80), `${name ?? 'help'} fits a screen`)
  }
})

test('a wrong word on the command line is answered with the word that was meant', (t) => {
  const problem = (...argv: string[]) => {
    const request = readArguments(argv, {})
    return request.kind === 'wrong' ? request.problem : ''
  }
  t.equal(problem('sevre'), 'There is no command `sevre`. Did you mean `serve`?')
  t.equal(problem('serve', '--lisen', 'x'), '`serve` has no option `--lisen`. Did you mean `--listen`?')
  t.equal(problem('check', '--hold', '0'), '`check` has no option `--hold`. See `pointsman --help`.')
  t.equal(problem('serve', '--hold'), '`--hold` needs a value.')
  t.equal(
    problem('serve', '--hold', 'long'),
    '`--hold` must be `auto`, `0` or a duration such as `400ms`, not `long`.',
  )
  t.equal(problem('serve', 'a', 'b'), '`serve` takes one folder, and there are 2.')
  t.equal(problem('--hold', '0'), 'A command is missing. Try `pointsman serve`, or `pointsman --help`.')
  t.end()
})

test('an option wins over its environment variable, and that over the default', (t) => {
  const listen = (argv: string[], env = {}) => {
    const request = readArguments(['serve', ...argv], env)
    return request.kind === 'run' ? request.options.listen : request
  }
  t.same(listen([]), { host: '127.0.0.1', port: 9790 })
  t.same(listen([], { POINTSMAN_LISTEN: ':80' }), { host: '::', port: 80 })
  t.same(listen(['--listen', '[::1]:81'], { POINTSMAN_LISTEN: ':80' }), { host: '::1', port: 81 })
  t.match(listen([], { POINTSMAN_LISTEN: 'x' }), {
    kind: 'wrong',
    problem: /^The environment variable `POINTSMAN_LISTEN` must be/,
  })
  t.end()
})

test('a change is told in one line', (t) => {
  t.equal(changeLine({ added: ['shop'], changed: ['blog'], removed: ['wiki'] }), '+ shop  ~ blog  - wiki')
  t.equal(changeLine({ added: [], changed: [], removed: [] }), '')
  t.end()
})

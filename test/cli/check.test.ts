/** `pointsman check`, and what every command shares. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import tap, { test } from 'tap'
import { readArguments } from '../../src/cli/arguments.ts'
import { command } from '../../src/cli/command.ts'
import { COMMANDS } from '../../src/cli/commands.ts'
import { flag, nameOf, option, repeatable, type OptionTable } from '../../src/cli/option.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import { changeLine } from '../../src/cli/log.ts'
import { runProgram, startProgram } from './program.ts'

tap.setTimeout(120_000)

const GOOD = 'services:\n  shop: { host: shop.example.com, upstream: http://shop:80 }\n'
const BAD = 'services:\n  shop: { hosst: shop.example.com, upstream: http://shop:80 }\n'

test('check ends with 0 for good definitions, 1 for mistakes, 2 for wrong use', async (t) => {
  const root = t.testdir({ good: { 'a.yaml': GOOD }, bad: { 'a.yaml': BAD }, empty: {} })
  const good = await runProgram(['check', join(root, 'good')])
  t.same(good, { code: 0, out: 'No mistakes. 1 service in 1 file.\n', err: '' })
  const bad = await runProgram(['check', 'bad'], { cwd: root })
  t.equal(bad.code, 1)
  t.match(
    bad.out,
    /error\[unknown-key\]: `hosst` is not a key of a service\.\n --> bad\/a\.yaml:2:11\n[\s\S]*\^{5}\n[\s\S]*Did you mean `host`/,
  )
  t.equal((await runProgram(['check', '--fromat', 'json'])).code, 2)
  t.equal((await runProgram(['check', join(root, 'empty')])).code, 1)
  t.match(await runProgram(['check', join(root, 'nowhere')]), { code: 1, out: /There is no file or folder/ })
})

test('check reads one file, several paths, and standard input', async (t) => {
  const root = t.testdir({ one: { 'a.yaml': GOOD, 'b.yaml': BAD, 'c.txt': '' }, two: { 'a.yaml': GOOD } })
  t.equal((await runProgram(['check', join(root, 'one/a.yaml'), join(root, 'two')])).code, 0)
  t.match(await runProgram(['check', join(root, 'one/c.yaml')]), { code: 1, out: /There is no file/ })
  t.match(await runProgram(['check', join(root, 'one/c.txt')]), { code: 1, out: /ends in `.yaml`/ })
  t.match(await runProgram(['check', '-'], { input: BAD }), { code: 1, out: /stdin\.yaml:2:11/ })
})

test('a file is looked at among the others of its folder, and reported on alone', async (t) => {
  const root = t.testdir({
    services: {
      'sso.yaml': 'auth:\n  sso: { type: tinyauth, url: http://tiny:3000 }\n',
      'bad.yaml': BAD.replaceAll('shop', 'bad'),
      team: {
        'shop.yaml': 'services:\n  shop: { host: shop.example.com, upstream: http://shop:80, auth: sso }\n',
        'twin.yaml': GOOD,
      },
    },
  })
  const check = (...args: string[]) => runProgram(['check', ...args], { cwd: root })
  const shop = 'services/team/shop.yaml'
  t.match(
    await check(shop),
    { code: 1, out: /duplicate-service/ },
    'the twin is blamed for what concerns it too',
  )
  rmSync(join(root, 'services/team/twin.yaml'))
  t.match(await check(shop), { code: 0, out: 'No mistakes. 1 service in 1 file.\n' })
  t.match(await check(shop, 'services'), { code: 1, out: /bad\.yaml:2:10[^]*\n1 error in 1 file/ })
  t.match(
    await check(join('services', 'team')),
    { code: 1, out: /unknown-provider|`sso`/ },
    'a folder is all there is',
  )
  const input = 'services:\n  shop: { host: shop.example.com, upstream: http://shop:80, auth: ssso }\n'
  const typed = await runProgram(['check', '-', '--stdin-file', shop], { cwd: root, input })
  t.match(typed, {
    code: 1,
    out: /services\/team\/shop\.yaml:2:67[^]*Did you mean `sso`[^]*1 error in 1 file/,
  })
})

test('--strict makes warnings mistakes', async (t) => {
  const warned =
    'services:\n  shop: { host: shop.example.com, upstream: http://shop:80, tls: { cert: c.pem, key: k.pem } }\n'
  const root = t.testdir({
    'a.yaml': warned,
    'c.pem': readFileSync('test/cli/certificates/one-c.pem'),
    'k.pem': readFileSync('test/cli/certificates/one-k.pem'),
  })
  const args = ['check', join(root, 'a.yaml')]
  t.match(await runProgram(args), {
    code: 0,
    out: /^warning\[certificate-other-host\][^]*1 warning in 1 file/,
  })
  t.match(await runProgram([...args, '--strict']), { code: 1, out: /^error\[certificate-other-host\]/ })
})

test('--format github names files from the root of the checkout', async (t) => {
  const root = t.testdir({ deep: { services: { 'a.yaml': BAD } } })
  const args = ['check', '--format', 'github']
  const options = { cwd: join(root, 'deep'), env: { GITHUB_WORKSPACE: root } }
  t.match(await runProgram(args, options), {
    code: 1,
    out: /^::error file=deep\/services\/a\.yaml,line=2,col=11,/,
  })
})

test('--watch stays, and checks again at each change', async (t) => {
  const root = t.testdir({ services: { 'a.yaml': GOOD } })
  t.match(await runProgram(['check', '-', '--watch']), { code: 2, err: /nothing to wait for/ })
  const program = startProgram(['check', '--watch'], { cwd: root })
  t.teardown(() => program.kill())
  await program.until('it is checked', (out) => out.includes('No mistakes.'))
  writeFileSync(join(root, 'services/b.yaml'), BAD)
  await program.until('the mistake is shown', (out) => /b\.yaml:2:11/.test(out))
  rmSync(join(root, 'services/b.yaml'))
  await program.until('it is good again', (out) => out.split('No mistakes.').length === 3)
  t.equal(await program.end('SIGINT'), 0)
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
  t.match(await runProgram([]), { code: 0, out: /\n {2}serve \[DIR\] / })
  t.match(await runProgram(['serve', '--help']), { code: 0, out: /Example: pointsman serve/ })
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
  t.equal(problem('import', 'a', 'b'), '`import` takes one file, and there are 2.')
  t.equal(problem('completion', 'a', 'b'), '`completion` takes one shell, and there are 2.')
  t.equal(problem('--hold', '0'), 'A command is missing. Try `pointsman serve`, or `pointsman --help`.')
  t.end()
})

test('an option wins over its environment variable, and that over the default', async (t) => {
  const { given, problem } = trying({
    count: option({
      value: 'N',
      about: 'a number',
      otherwise: 1,
      parse: (text) => (/^\d+$/.test(text) ? { value: Number(text) } : { problem: 'must be a number' }),
    }),
    quietMode: flag('says nothing', 'q'),
    header: repeatable({ value: 'TEXT', about: 'a header', parse: (text) => ({ value: text }) }),
  })
  t.same(await given([]), { count: 1, quietMode: false, header: [] })
  t.match(await given([], { POINTSMAN_COUNT: '2', POINTSMAN_QUIET_MODE: '1' }), { count: 2, quietMode: true })
  t.match(await given(['--count', '3', '-q'], { POINTSMAN_COUNT: '2' }), { count: 3, quietMode: true })
  t.match(await given(['--count', '3', '--count=4']), { count: 4 })
  t.match(await given(['--header', 'a', '--header', 'b'], { POINTSMAN_HEADER: 'c' }), { header: ['a', 'b'] })
  t.match(await given([], { POINTSMAN_HEADER: 'c d' }), { header: ['c', 'd'] })
  t.equal(
    problem([], { POINTSMAN_COUNT: 'x' }),
    'The environment variable `POINTSMAN_COUNT` must be a number, not `x`.',
  )
})

test('an option has the same form in all commands that have it', (t) => {
  const forms = new Map<string, boolean>()
  for (const { name, options } of COMMANDS) {
    for (const [key, { value }] of Object.entries(options)) {
      const known = forms.get(key)
      if (known !== undefined) t.equal(value !== undefined, known, `--${nameOf(key)} of ${name}`)
      forms.set(key, value !== undefined)
    }
  }
  t.ok(forms.size > 5)
  t.end()
})

/** A command of its own, and what its options become. */
function trying(options: OptionTable) {
  let seen: unknown
  const tried = command({
    name: 'try',
    usage: '',
    about: '',
    more: [],
    example: '',
    mostOperands: 0,
    options,
    load: async () => async (call) => {
      seen = call.options
      return 0
    },
  })
  const request = (argv: readonly string[], env = {}) => readArguments(['try', ...argv], env, [tried])
  return {
    async given(argv: readonly string[], env = {}) {
      const read = request(argv, env)
      if (read.kind !== 'run') throw new Error(read.kind === 'wrong' ? read.problem : read.kind)
      await read.run({ operands: [], terminal: silent, version: '0' })
      return seen
    },
    problem(argv: readonly string[], env = {}) {
      const read = request(argv, env)
      return read.kind === 'wrong' ? read.problem : ''
    },
  }
}

const silent: Terminal = {
  env: {},
  cwd: '/',
  isTty: false,
  color: false,
  out: () => undefined,
  err: () => undefined,
  readInput: async () => '',
  onSignal: () => undefined,
  onHangup: () => undefined,
}

test('a change is told in one line', (t) => {
  t.equal(changeLine({ added: ['shop'], changed: ['blog'], removed: ['wiki'] }), '+ shop  ~ blog  - wiki')
  t.equal(changeLine({ added: [], changed: [], removed: [] }), '')
  t.end()
})

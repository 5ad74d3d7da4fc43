/** `pointsman init`: the first steps of somebody new. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import tap, { test } from 'tap'
import { COMPOSE, STATIC } from '../../src/cli/starter.ts'
import { runProgram } from './program.ts'

tap.setTimeout(120_000)

test('init writes a service that check calls good, and never writes over it', async (t) => {
  const root = t.testdir({})
  const run = (...args: string[]) => runProgram(args, { cwd: root })
  const first = await run('init')
  t.match(first, {
    code: 0,
    err: '',
    out: /^Wrote services\/whoami\.yaml\.\n[^]*providers:\n[^]*pointsman serve {6}/,
  })
  t.match(await run('check', '--strict'), { code: 0, out: 'No mistakes. 1 service in 1 file.\n' })
  const text = readFileSync(join(root, 'services/whoami.yaml'), 'utf8')
  t.match(await run('init'), { code: 1, out: '', err: /there is such a file already, and it stays as it is/ })
  t.equal(readFileSync(join(root, 'services/whoami.yaml'), 'utf8'), text)
  t.notOk(existsSync(join(root, 'compose.yaml')))
})

test('init says what stands where the folder has to be', async (t) => {
  const cwd = t.testdir({ services: 'a file' })
  t.match(await runProgram(['init'], { cwd }), {
    code: 1,
    out: '',
    err: /^services\/whoami\.yaml is not written: a file stands where a directory has to be/,
  })
})

test('init --compose writes what examples/minimal is', async (t) => {
  const root = t.testdir({})
  t.match(await runProgram(['init', 'defs', '--compose'], { cwd: root }), {
    code: 0,
    out: /docker compose up -d/,
  })
  t.match(await runProgram(['check', 'defs'], { cwd: root }), { code: 0 })
  t.match(readFileSync(join(root, 'compose.yaml'), 'utf8'), '- ./defs:/services:ro')
  const services = (path: string) => (load(readFileSync(path, 'utf8')) as { services: object }).services
  t.same(services(join(root, 'defs/whoami.yaml')), services('examples/minimal/services/whoami.yaml'))
  const example = services('examples/minimal/compose.yaml') as Record<string, { build?: string }>
  delete example['pointsman']?.build
  t.match((load(COMPOSE) as { services: object }).services, example)
})

test('what init tells of Traefik is what static says', async (t) => {
  const root = t.testdir({})
  await runProgram(['init'], { cwd: root })
  const { out } = await runProgram(['static', '--endpoint', 'http://127.0.0.1:9790/config'], { cwd: root })
  t.same(load(STATIC), load(out))
})

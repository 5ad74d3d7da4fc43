/** Alert rules and dashboard speak of metrics that there are, and the rules do what they say. */
import { execFile, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { serveProgram } from '../cli/program.ts'

const FOLDER = 'examples/monitoring'
const METRIC = /\b(?:pointsman|process|nodejs)_[a-z_]+\b/g
/** What Prometheus has by itself. */
const withPromtool = spawnSync('promtool', ['--version']).status === 0
const skip = withPromtool ? {} : { skip: 'there is no promtool; the Debian package `prometheus` has it' }

test('every metric in the rules and on the dashboard is one of /metrics', async (t) => {
  const text = await metricsOfRealProgram(t.testdir({}), (end) => t.teardown(end))
  const there = new Set(
    Array.from(text.matchAll(/^# TYPE ([a-z_]+) (\w+)$/gm)).flatMap(([, name = '', type]) =>
      type === 'histogram' ? [name, `${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  )
  for (const [file, least] of [
    ['rules.yaml', 8],
    ['grafana/pointsman.json', 14],
  ] as const) {
    const used = new Set(readFileSync(join(FOLDER, file), 'utf8').match(METRIC))
    t.ok(used.size >= least, `${file} uses ${used.size} metrics`)
    t.same(
      [...used].filter((name) => !there.has(name)),
      [],
      file,
    )
  }
  const documented = new Set(readFileSync('docs/operations.md', 'utf8').match(METRIC))
  const ours = [...there].filter(
    (name) => name.startsWith('pointsman_') && !/_(?:bucket|sum|count)$/.test(name),
  )
  t.same(
    ours.filter((name) => !documented.has(name)),
    [],
    'each one is documented',
  )
})

test('promtool accepts the rules, their tests and the scrape configuration', skip, async (t) => {
  for (const args of [
    ['check', 'rules', 'rules.yaml'],
    ['test', 'rules', 'rules.test.yaml'],
    ['check', 'config', '--syntax-only', 'prometheus.yaml'],
  ]) {
    const { code, output } = await run('promtool', args)
    t.equal(code, 0, `promtool ${args.join(' ')}\n${code === 0 ? '' : output}`)
  }
})

/** With everything in it that has a metric: a mistake, a certificate, a state, a poll. */
async function metricsOfRealProgram(root: string, atEnd: (end: () => void) => void): Promise<string> {
  const services = join(root, 'services')
  mkdirSync(services)
  for (const part of ['c.pem', 'k.pem']) cpSync(`test/cli/certificates/one-${part}`, join(root, part))
  writeFileSync(
    join(services, 'shop.yaml'),
    'services: { shop: { host: shop.example.com, upstream: http://shop, tls: { cert: ../c.pem, key: ../k.pem } } }',
  )
  writeFileSync(join(services, 'bad.yaml'), 'services: [')
  const served = await serveProgram(services, ['--state', join(root, 'state')])
  atEnd(() => served.kill())
  await served.until('it is served', ({ status }) => status === 200)
  for (;;) {
    const text = await (await fetch(`${served.url}/metrics`)).text()
    if (text.includes('pointsman_state_written_timestamp_seconds ')) return text
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function run(command: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd: FOLDER }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : 1, output: stdout + stderr }),
    )
  })
}

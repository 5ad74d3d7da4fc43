/** The example workflow calls Pointsman as it is, and what it writes down is what it says. */
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import tap, { test } from 'tap'
import { UNCOUNTED } from '../cli/program.ts'

tap.setTimeout(120_000)

const MAIN = fileURLToPath(new URL('../../bin/main.js', import.meta.url))

interface Step {
  readonly name?: string
  readonly run?: string
}

const workflow = load(readFileSync('examples/github/definitions.yaml', 'utf8')) as {
  jobs: { definitions: { steps: Step[] } }
}

test('its steps check a pull request, and show what it would change', async (t) => {
  const root = t.testdir({
    bin: { pointsman: `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n` },
    temp: {},
    work: {
      services: { 'shop.yaml': 'services:\n  shop: { host: shop.example.com, upstream: http://shop }\n' },
    },
  })
  chmodSync(join(root, 'bin/pointsman'), 0o755)
  const cwd = join(root, 'work')
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
      cwd,
      encoding: 'utf8',
    }).trim()
  git('init', '-q')
  git('add', '-A')
  git('commit', '-q', '-m', 'base')
  const env = {
    ...process.env,
    ...UNCOUNTED,
    PATH: `${join(root, 'bin')}:${process.env['PATH'] ?? ''}`,
    BASE: git('rev-parse', 'HEAD'),
    RUNNER_TEMP: join(root, 'temp'),
    GITHUB_WORKSPACE: cwd,
    GITHUB_STEP_SUMMARY: join(root, 'summary'),
  }
  const step = (name: RegExp) => {
    const found = workflow.jobs.definitions.steps.find((one) => name.test(one.name ?? ''))
    return spawnSync('bash', ['-eo', 'pipefail', '-c', found?.run ?? 'exit 99'], {
      cwd,
      env,
      encoding: 'utf8',
    })
  }

  t.match(step(/Check/), { status: 0, stdout: 'No mistakes.\n' })
  t.match(step(/would change/), { status: 0 })
  t.match(readFileSync(join(root, 'summary'), 'utf8'), /```diff\nThe same as git:[0-9a-f]{40}\.\n```/)

  writeFileSync(
    join(cwd, 'services/blog.yaml'),
    'services:\n  blog: { host: blog.example.com, upstream: http://blog }\n',
  )
  t.match(step(/would change/), { status: 0 })
  t.match(readFileSync(join(root, 'summary'), 'utf8'), /\n\+ blog\n\+ {3}router blog\n/)

  writeFileSync(join(cwd, 'services/bad.yaml'), 'services:\n  bad: { hosst: bad.example.com }\n')
  t.match(step(/Check/), { status: 1, stdout: /^::error file=services\/bad\.yaml,line=2,/ })
  t.match(step(/would change/), { status: 1, stderr: /services\/bad\.yaml:2:10/ })
})

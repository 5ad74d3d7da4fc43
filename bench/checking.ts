/** `pointsman check` of 1,000 files beside js-yaml that only parses them, each in a process of its own. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { median, milliseconds } from './figures.ts'

const FILES = 1000
const RUNS = 7
const MAIN = fileURLToPath(new URL('../src/main.js', import.meta.url))

const PARSE = `
import { readdirSync, readFileSync } from 'node:fs'
import { load } from ${JSON.stringify(import.meta.resolve('js-yaml'))}
const folder = process.argv[1]
for (const name of readdirSync(folder)) load(readFileSync(folder + '/' + name, 'utf8'))
`

export async function checking(print: (line: string) => void): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'pointsman-bench-'))
  const folder = join(root, 'services')
  mkdirSync(folder)
  for (let index = 0; index < FILES; index++) writeFileSync(join(folder, `s${index}.yaml`), definition(index))
  try {
    const checks: number[] = []
    const parses: number[] = []
    // Turn by turn, so that what disturbs the one disturbs the other.
    for (let run = 0; run < RUNS; run++) {
      checks.push(timeOf([MAIN, 'check', folder]))
      parses.push(timeOf(['--input-type=module', '--eval', PARSE, folder]))
    }
    print(`| ${FILES} files, process and all | median |`)
    print('| --- | --- |')
    print(`| pointsman check | ${milliseconds(median(checks))} |`)
    print(`| js-yaml load | ${milliseconds(median(parses))} |`)
    print(`| ratio | ${(median(checks) / median(parses)).toFixed(2)} |`)
    print('')
    print('The goal is a ratio of 2.')
  } finally {
    rmSync(root, { recursive: true })
  }
}

function timeOf(args: readonly string[]): number {
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stdout}${stderr}`)
  return performance.now() - start
}

/** What a person writes for an application behind authentik, or nearly. */
function definition(index: number): string {
  return `# Application ${index}
services:
  app-${index}:
    host: app-${index}.example.com
    upstream: http://app-${index}:8080
    keepalive: 10
    hsts: 2y
    headers:
      request: { X-Application: "${index}", X-Remove-Me: null }
      response: { X-Frame-Options: DENY }
    allow: [10.0.0.0/8, 192.168.0.0/16]
    rateLimit: 100/s
    routes:
      - path: /admin
        allow: 10.1.${index % 256}.0/24
      - path: /static/
        headers: { response: { Cache-Control: "max-age=3600" } }
`
}

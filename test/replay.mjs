/**
 * Replays ../shared/cases and test/replay through a real Traefik (`npm run replay`), or says why it cannot.
 *
 *     TRAEFIK_BIN=/path/to/traefik npm run replay                                 all cases
 *     TRAEFIK_BIN=/path/to/traefik npm run replay -- --only n8n --observe         arguments go on to replay.mjs
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const shared = resolve(root, process.env.SHARED ?? '../shared')
const script = join(shared, 'replay', 'replay.mjs')
const traefik = process.env.TRAEFIK_BIN ?? onPath('traefik')

const obstacle = whyNot()
if (obstacle !== undefined) {
  console.log(`replay skipped: ${obstacle}`)
  process.exit(0)
}

const run = spawnSync(
  process.execPath,
  [script, ...process.argv.slice(2), join(shared, 'cases'), join(root, 'test', 'replay')],
  {
    // replay.mjs splits POINTSMAN at blanks, so the path to the product is relative: the folder's own path may hold one.
    cwd: root,
    env: { ...process.env, TRAEFIK_BIN: traefik, POINTSMAN: 'node dist/bin/main.js' },
    stdio: 'inherit',
  },
)
if (run.error) throw run.error
process.exit(run.status ?? 1)

function whyNot() {
  if (!existsSync(script))
    return `there is no ${script}; SHARED names the folder that holds replay/ and cases/`
  if (traefik === undefined) return 'no Traefik; set TRAEFIK_BIN to one, or put `traefik` on the PATH'
  if (process.getuid?.() !== 0) return 'it needs root, for a network of its own'
  const missing = ['unshare', 'ip', 'openssl'].filter((command) => onPath(command) === undefined)
  if (missing.length > 0) return `not on the PATH: ${missing.join(', ')}`
  // A container often has root without the right to make namespaces.
  const tried = spawnSync('unshare', ['--net', '--mount', '--', 'true'], { encoding: 'utf8' })
  if (tried.status !== 0) return `no network of its own can be made here: ${tried.stderr.trim()}`
  return undefined
}

function onPath(command) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, command))
    .find(isExecutable)
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

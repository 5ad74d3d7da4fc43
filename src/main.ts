#!/usr/bin/env node
/** Argv in, exit code out: the only file that touches `process`. */
import { readFileSync } from 'node:fs'
import * as modules from 'node:module'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}
if (process.argv[2] === 'serve') await keepNewSpaceSmall()
keepCompiled()
const { run } = await import('./cli/run.ts')
const isTty = process.stdout.isTTY

// A reader that has seen enough, as `head`, closes the pipe: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await run(
  process.argv.slice(2),
  {
    env: process.env,
    cwd: process.cwd(),
    isTty,
    color: isTty && (process.env['NO_COLOR'] ?? '') === '',
    out: (written) => void process.stdout.write(written),
    err: (written) => void process.stderr.write(written),
    readInput: async () => (await import('node:stream/consumers')).text(process.stdin),
    onSignal(listener) {
      let ending = false
      for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        process.on(signal, () => {
          if (ending) process.exit(1)
          ending = true
          listener(signal)
        })
      }
    },
    onHangup(listener) {
      if (!isTty) process.on('SIGHUP', listener)
    },
  },
  version,
)

// What still hangs, as a disk that does not answer, must not keep a command that is done.
setInterval(() => {
  if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit()
}, 300).unref()

/**
 * What V8 made of our sources is read the next time: a quarter of a start. It lies beside them, where only who could change
 * them can write; where that is not us, nothing is kept.
 */
function keepCompiled(): void {
  // Node 20 has no such thing; and what is read so is counted less exactly.
  if (!('enableCompileCache' in modules) || process.env['NODE_V8_COVERAGE'] !== undefined) return
  const enable: unknown = modules.enableCompileCache
  const directory = fileURLToPath(new URL('../../node_modules/.cache/pointsman', import.meta.url))
  if (typeof enable === 'function') enable(directory)
}

/**
 * The space for new objects would grow to three times 16 MB while the definitions are read for the first time, and stay so
 * for a program that does next to nothing then. Kept as it is at the start, 10,000 services take a third less memory, and
 * a start as long as before. V8 looks at this flag each time before that space grows.
 */
async function keepNewSpaceSmall(): Promise<void> {
  // Other commands need not wait for it to load.
  const { setFlagsFromString } = await import('node:v8')
  setFlagsFromString('--semi-space-growth-factor=1')
}

#!/usr/bin/env node
/** Argv in, exit code out: the only file that touches `process`. */
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { run } from './cli/run.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}
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
    readInput: () => text(process.stdin),
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
  },
  version,
)

// What still hangs, as a disk that does not answer, must not keep a command that is done.
setInterval(() => {
  if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit()
}, 300).unref()

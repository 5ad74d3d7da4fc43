/** Runs the benchmarks: all, or those that are named. */
import process from 'node:process'
import { check } from './check.ts'
import { coldStart } from './coldStart.ts'
import { config } from './config.ts'
import { edit } from './edit.ts'
import { live } from './live.ts'
import { manyHeld } from './manyHeld.ts'
import { start } from './start.ts'
import { traefikPays } from './traefikPays.ts'

/** Each prints a table. */
const BENCHMARKS: Readonly<Record<string, (print: (line: string) => void) => Promise<void>>> = {
  'cold-start': coldStart,
  edit,
  config,
  'many-held': manyHeld,
  start,
  check,
  live,
  'traefik-pays': traefikPays,
}

const named = process.argv.slice(2)
const unknown = named.filter((name) => !(name in BENCHMARKS))
if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}.`,
  )
  process.exitCode = 2
} else {
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}`)
  for (const [name, run] of Object.entries(BENCHMARKS)) {
    if (named.length > 0 && !named.includes(name)) continue
    console.log(`\n## ${name}\n`)
    await run((line) => console.log(line))
  }
}

/** Runs the benchmarks: all, or those that are named. */
import process from 'node:process'
import { heldConnection } from './heldConnection.ts'

export interface Benchmark {
  readonly name: string
  /** Prints a table. */
  run(print: (line: string) => void): Promise<void>
}

const BENCHMARKS: readonly Benchmark[] = [{ name: 'held-connection', run: heldConnection }]

const wanted = process.argv.slice(2)
const chosen = BENCHMARKS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
if (chosen.length === 0) {
  console.error(
    `There is no benchmark ${wanted.join(' ')}; there are ${BENCHMARKS.map(({ name }) => name).join(', ')}.`,
  )
  process.exitCode = 2
}
for (const { name, run } of chosen) {
  console.log(`\n## ${name}\n`)
  await run((line) => console.log(line))
}

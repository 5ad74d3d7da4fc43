/**
 * One edit among many files: from the rename to the last byte of the compressed answer on a held connection, and the
 * CPU that all of the program spent on it. The anchor: the CPU of a compile of all files in a fresh process.
 */
import { gunzipSync } from 'node:zlib'
import { measureIn, usageOf } from './children.ts'
import { huge, native, renameInto, routes, small, type Shape } from './definitions.ts'
import { median, milliseconds, ratio, table } from './figures.ts'
import { connectTo } from './rawClient.ts'
import { pause, whileServing } from './serving.ts'

const EDITS = 15

const SHAPES: readonly (readonly [string, Shape])[] = [
  ['small:10', small(10)],
  ['small:1000', small(1000)],
  ['small:10000', small(10_000)],
  ['huge:20:500', huge(20, 500)],
  ['routes:500', routes(500)],
  ['native:20:250', native(20, 250)],
]

export async function edit(print: (line: string) => void): Promise<void> {
  const rows: string[][] = []
  for (const [code, shape] of SHAPES) {
    const { times, cpu } = await editing(shape)
    const full = await measureIn<{ cpu: number }>('compile', code)
    rows.push([
      shape.name,
      milliseconds(median(times)),
      milliseconds(Math.max(...times)),
      milliseconds(cpu),
      milliseconds(full.cpu),
      ratio(cpu, full.cpu),
    ])
  }
  table(print, [`${EDITS} edits`, 'median', 'worst', 'CPU of an edit', 'CPU of a compile', 'ratio'], rows)
  print('')
  print('The settle time of 20 ms is part of the medians.')
}

function editing(shape: Shape): Promise<{ times: number[]; cpu: number }> {
  return whileServing(shape, async ({ directory, port, child }) => {
    const client = await connectTo(port)
    const times: number[] = []
    await client.ask('/config?hold=0')
    await pause(1500) // Until the watches stand and what was written counts as old.
    let cpu = 0
    // The first ones are slower, as everything is in a process that has just begun.
    for (let index = -3; index < EDITS; index++) {
      const mark = `edit${index + 3}`
      if (index === 0) cpu = usageOf(child).cpu
      const answer = client.ask('/config?hold=4s')
      await pause(100) // Until the poll is held.
      const start = performance.now()
      renameInto(directory, shape.edited(mark))
      const received = await answer
      if (index >= 0) times.push(performance.now() - start)
      const body = received.subarray(received.indexOf('\r\n\r\n') + 4)
      if (!gunzipSync(body).includes(mark)) throw new Error('The answer does not hold the edit.')
    }
    await pause(300)
    client.close()
    return { times, cpu: (usageOf(child).cpu - cpu) / EDITS }
  })
}

/** From the start of the process to ready, and its memory then and after some edits. The anchor: `node -e 0`. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveProgram } from '../test/cli/program.ts'
import { MAIN, timeOf, usageOf } from './children.ts'
import { renameInto, small, writeFolder, type Shape } from './definitions.ts'
import { median, megabytes, milliseconds, ratio, table } from './figures.ts'
import { pause } from './serving.ts'

const ROUNDS = 5

export async function start(print: (line: string) => void): Promise<void> {
  const rows: string[][] = []
  for (const shape of [small(10), small(1000), small(10_000)]) {
    const root = mkdtempSync(join(tmpdir(), 'pointsman-bench-'))
    try {
      writeFolder(join(root, 'services'), shape)
      const [bare, ready, rss, later]: number[][] = [[], [], [], []]
      for (let round = 0; round < ROUNDS; round++) {
        bare?.push(await timeOf(process.execPath, ['-e', '0']))
        const found = await startOnce(join(root, 'services'), shape, round === ROUNDS - 1)
        ready?.push(found.ready)
        rss?.push(found.rss)
        if (found.later !== undefined) later?.push(found.later)
      }
      rows.push([
        shape.name,
        milliseconds(median(bare ?? [])),
        milliseconds(median(ready ?? [])),
        ratio(median(ready ?? []), median(bare ?? [])),
        megabytes(median(rss ?? [])),
        megabytes(median(later ?? [])),
      ])
    } finally {
      rmSync(root, { recursive: true })
    }
  }
  table(print, ['', '`node -e 0`', 'start to ready', 'ratio', 'RSS', 'RSS after 10 edits'], rows)
}

async function startOnce(
  directory: string,
  shape: Shape,
  withEdits: boolean,
): Promise<{ ready: number; rss: number; later: number | undefined }> {
  const begun = performance.now()
  const served = await serveProgram(directory, [], { main: MAIN })
  while (!served.log().some(({ event }) => event === 'published'))
    await once(served.child.stdout ?? served.child, 'data')
  const ready = performance.now() - begun
  const answer = await fetch(`${served.url}/config`)
  await answer.arrayBuffer()
  await pause(1000)
  const { rss } = usageOf(served.child)
  let later: number | undefined
  if (withEdits) {
    for (let edit = 0; edit < 10; edit++) {
      renameInto(directory, shape.edited(`edit${edit}`))
      await pause(300)
    }
    later = usageOf(served.child).rss
  }
  await served.end()
  return { ready, rss, later }
}

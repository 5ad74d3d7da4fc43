/** The real program over a folder that is made for it and taken away after. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveProgram, type Served } from '../test/cli/program.ts'
import { MAIN } from './children.ts'
import { writeFolder, type Shape } from './definitions.ts'

export interface Serving extends Served {
  readonly port: number
  readonly directory: string
}

export async function whileServing<T>(
  shape: Shape,
  use: (serving: Serving) => Promise<T>,
  args: readonly string[] = [],
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'pointsman-bench-'))
  const directory = join(root, 'services')
  writeFolder(directory, shape)
  const served = await serveProgram(directory, args, { main: MAIN })
  try {
    await served.until('all is served', ({ status }) => status === 200)
    return await use({ ...served, directory, port: Number(new URL(served.url).port) })
  } finally {
    await served.end()
    rmSync(root, { recursive: true })
  }
}

export function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time))
}

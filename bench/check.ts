/** `pointsman check` of a folder. The anchor: Node reading the same files and js-yaml parsing them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MAIN, timeOf } from './children.ts'
import { small, writeFolder } from './definitions.ts'
import { interleaved, milliseconds, ratio, table } from './figures.ts'

const PARSE_FOLDER = fileURLToPath(new URL('./children/parseFolder.js', import.meta.url))

export async function check(print: (line: string) => void): Promise<void> {
  const rows: string[][] = []
  for (const shape of [small(1000), small(10_000)]) {
    const directory = mkdtempSync(join(tmpdir(), 'pointsman-bench-'))
    try {
      writeFolder(directory, shape)
      const medians = await interleaved(5, {
        parse: () => timeOf(process.execPath, [PARSE_FOLDER, directory]),
        checked: () => timeOf(process.execPath, [MAIN, 'check', directory]),
      })
      const [parse, checked] = [medians('parse'), medians('checked')]
      rows.push([shape.name, milliseconds(parse), milliseconds(checked), ratio(checked, parse)])
    } finally {
      rmSync(directory, { recursive: true })
    }
  }
  table(print, ['', 'read and parsed', 'check', 'ratio'], rows)
}

/** From texts to compressed bytes in a fresh process. The anchor: js-yaml parsing the same texts, in a fresh process too. */
import { measureIn } from './children.ts'
import { huge, native, routes, small } from './definitions.ts'
import { interleaved, milliseconds, ratio, table } from './figures.ts'

const SHAPES = [
  ['small:10', small(10)],
  ['small:1000', small(1000)],
  ['small:10000', small(10_000)],
  ['huge:20:500', huge(20, 500)],
  ['routes:500', routes(500)],
  ['native:20:250', native(20, 250)],
] as const

interface Measured {
  readonly time: number
}

export async function coldStart(print: (line: string) => void): Promise<void> {
  const rows: string[][] = []
  for (const [code, { name }] of SHAPES) {
    const time = async (script: string) => (await measureIn<Measured>(script, code)).time
    const medians = await interleaved(5, {
      parse: () => time('parse'),
      compile: () => time('compile'),
    })
    const [parse, compile] = [medians('parse'), medians('compile')]
    rows.push([name, milliseconds(parse), milliseconds(compile), ratio(compile, parse)])
  }
  table(print, ['', 'js-yaml', 'all of it', 'ratio'], rows)
}

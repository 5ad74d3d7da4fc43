/** Takes out of a draft what the compiler does not accept: what is written always compiles. */
import { createCompiler } from '../compiler/compile.ts'
import type { World } from '../compiler/source.ts'
import { without, valueAt, type Draft, type Path, type Remark } from './draft.ts'
import { write, type Written } from './write.ts'

export interface Settled {
  readonly written: Written
  /** What was taken out: remarks say it. */
  readonly refused: readonly { readonly path: Path; readonly message: string }[]
}

export function settle(draft: Draft, world: World): Settled {
  const refused: { path: Path; message: string }[] = []
  let { definition, remarks } = draft
  for (;;) {
    const written = write({ ...draft, definition, remarks })
    const { diagnostics } = createCompiler()([{ path: FILE, text: written.text, changed: 0 }], world)
    const error = diagnostics.find(({ severity }) => severity === 'error')
    if (error === undefined) return { written, refused }
    const path = nearest(written.paths, error.place.line)
    // A remark is no part of YAML, so every mistake stands at or below a line that we wrote.
    if (path === undefined) throw new Error(`What was imported does not compile: ${error.message}`)
    const value = valueAt(definition, path)
    refused.push({ path, message: error.message })
    remarks = [...moved(remarks, path), remarkOn(path, value, error.message)]
    definition = withRoots(without(definition, path))
  }
}

const FILE = 'imported.yaml'

function nearest(paths: Written['paths'], line: number): Path | undefined {
  return paths.slice(0, line).findLast((path) => path !== undefined)
}

/** Remarks inside of what goes stand where it stood; in a list, those behind it follow their item. */
function moved(remarks: readonly Remark[], gone: Path): readonly Remark[] {
  const last = gone.length - 1
  const place = gone[last]
  return remarks.map((remark) => {
    const { within } = remark
    const step = within[last]
    if (!gone.slice(0, -1).every((above, index) => within[index] === above)) return remark
    if (step === place) return { ...remark, within: gone.length <= 2 ? [] : gone.slice(0, 2) }
    if (typeof step !== 'number' || typeof place !== 'number' || step < place) return remark
    return { ...remark, within: [...within.slice(0, last), step - 1, ...within.slice(last + 1)] }
  })
}

function remarkOn(path: Path, value: unknown, message: string): Remark {
  const [key = ''] = path.slice(-1)
  const written = write({ head: [], definition: { [key]: value }, remarks: [] })
    .text.trimEnd()
    .split('\n')
  return {
    within: path.length <= 2 ? [] : path.slice(0, 2),
    lines: [`Left out, for it would be refused: ${message}`, ...written.map((line) => `  ${line}`)],
  }
}

function withRoots(definition: unknown): Readonly<Record<string, unknown>> {
  return (definition ?? { services: {} }) as Readonly<Record<string, unknown>>
}

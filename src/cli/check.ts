/** `pointsman check`: every mistake in all files at once, without serving anything. */
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { batchesOf, type Batch } from './checking/batch.ts'
import { countErrors, join, renamed, strictly, type Findings, type Format } from './checking/findings.ts'
import type { Call } from './command.ts'
import type { CheckOptions } from './commands/check.ts'
import { openFolder, type Compiled, type OpenFolder } from './compileFolder.ts'
import type { ExitCode, Terminal } from './terminal.ts'

/** Each is loaded when it is asked for. */
const FORMATS: Readonly<Record<CheckOptions['format'], () => Promise<Format>>> = {
  pretty: async () => (await import('./formats/pretty.ts')).pretty,
  json: async () => (await import('./formats/json.ts')).json,
  github: async () => (await import('./formats/github.ts')).github,
  sarif: async () => (await import('./formats/sarif.ts')).sarif,
}

/** What standard input is called when nobody says otherwise. */
const STDIN = 'stdin.yaml'

export async function check({ operands, options, terminal, version }: Call<CheckOptions>): Promise<ExitCode> {
  const words = operands.length === 0 ? ['services'] : operands
  const fromInput = words.includes('-')
  if (options.watch && fromInput) {
    terminal.err('`--watch` looks at files, and `-` is standard input: there is nothing to wait for.\n')
    return 2
  }
  const input = fromInput ? await terminal.readInput() : ''
  const open = new Map<string, OpenFolder>()
  const write = await FORMATS[options.format]()

  if (options.watch) {
    // Loaded here: a check that ends at once needs no watcher.
    const { watching } = await import('./checking/watching.ts')
    return watching(terminal, async () => [(await once()).shown, [...open.values()]])
  }
  const { shown, good } = await once()
  terminal.out(shown)
  return good ? 0 : 1

  async function once(): Promise<{ shown: string; good: boolean }> {
    const { batches, problems } = await batchesOf(
      words.filter((word) => word !== '-'),
      terminal.cwd,
    )
    const parts: Findings[] = []
    for (const batch of batches) parts.push(await look(batch))
    if (fromInput) parts.push(await lookAtInput())
    const found = join([...parts, { ...NOTHING, problems }])
    const findings = options.strict ? strictly(found) : found
    return {
      shown: write(findings, { color: terminal.color, version }),
      good: countErrors(findings) === 0,
    }
  }

  async function look({ directory, only }: Batch): Promise<Findings> {
    return findingsOf(await folderOf(directory).look(), only, shownFrom(directory, baseOf(options, terminal)))
  }

  /** Alone, or in the place of a file among the others of its folder. */
  async function lookAtInput(): Promise<Findings> {
    const { stdinFile } = options
    if (stdinFile === undefined) {
      const compiled = folderOf(terminal.cwd).compile(new Map([[STDIN, input]]))
      return findingsOf(compiled, undefined, (path) => path)
    }
    const path = resolve(terminal.cwd, stdinFile)
    const services = resolve(terminal.cwd, 'services')
    const directory = path.startsWith(`${services}${sep}`) ? services : resolve(path, '..')
    const below = relative(directory, path).split(sep).join('/')
    const compiled = await folderOf(directory).look(new Map([[below, input]]))
    return findingsOf(compiled, new Set([below]), shownFrom(directory, baseOf(options, terminal)))
  }

  /** Kept while watching, so that one edit costs one file. */
  function folderOf(directory: string): OpenFolder {
    const known = open.get(directory)
    if (known !== undefined) return known
    const opened = openFolder(directory, terminal.env, options)
    open.set(directory, opened)
    return opened
  }
}

const NOTHING: Findings = { diagnostics: [], problems: [], services: 0, files: 0, sourceOf: () => undefined }

function findingsOf(
  { compilation, texts, diagnostics, paths, problems }: Compiled,
  only: ReadonlySet<string> | undefined,
  shown: (path: string) => string,
): Findings {
  const isMeant = (path: string) => only === undefined || only.has(path)
  let byName: ReadonlyMap<string, string> | undefined
  return {
    diagnostics: diagnostics
      // Of a mistake between two files, either one is a place where a person may look.
      .filter(({ place, notes }) => isMeant(place.file) || notes.some((note) => isMeant(note.place.file)))
      .map((diagnostic) => renamed(diagnostic, shown)),
    problems: [
      ...problems,
      ...[...(only ?? [])]
        .filter((path) => !paths.includes(path))
        .map((path) => `\`${shown(path)}\` would not be served: it is met in its folder by another name.`),
    ],
    services: [...compilation.services.values()].filter(
      (service) => only === undefined || only.has(service.place().file),
    ).length,
    files: paths.filter(isMeant).length,
    // Without a mistake nobody asks.
    sourceOf: (file) => (byName ??= new Map([...texts].map(([path, text]) => [shown(path), text]))).get(file),
  }
}

/** GitHub names files from the root of the checkout, wherever a step works. */
function baseOf({ format }: CheckOptions, { env, cwd }: Terminal): string {
  const workspace = env['GITHUB_WORKSPACE'] ?? ''
  return (format === 'github' || format === 'sarif') && workspace !== '' ? workspace : cwd
}

function shownFrom(directory: string, base: string): (path: string) => string {
  return (path) => {
    const absolute = resolve(directory, path)
    const short = relative(base, absolute)
    return (isAbsolute(short) ? absolute : short).split(sep).join('/')
  }
}

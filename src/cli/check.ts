/** `pointsman check`: every mistake in all files at once, without serving anything. */
import { basename, dirname, join, relative, resolve } from 'node:path'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { byPlace } from '../diagnostics/diagnostic.ts'
import { printDiagnostic, printSummary } from '../diagnostics/print.ts'
import { createFolder } from '../disk/folder.ts'
import { admit } from '../traefik/admit.ts'
import { openDefinitions } from './definitions.ts'
import type { Call } from './command.ts'
import type { CheckOptions } from './commands/check.ts'
import type { ExitCode, Terminal } from './terminal.ts'

/** What is looked at together, as one folder would be served. */
interface Batch {
  readonly directory: string
  /** The only file of the folder that is meant; absent: all. */
  readonly only?: string
  readonly input?: string
}

export async function check({ operands, options, terminal }: Call<CheckOptions>): Promise<ExitCode> {
  const diagnostics: Diagnostic[] = []
  const texts = new Map<string, string>()
  const problems: string[] = []
  let services = 0
  for (const operand of operands.length === 0 ? ['services'] : operands) {
    const batch = await batchOf(operand, terminal)
    const result = await checkBatch(batch, options, terminal, operand)
    diagnostics.push(...result.diagnostics)
    for (const [path, text] of result.texts) texts.set(path, text)
    problems.push(...result.problems)
    services += result.services
  }
  diagnostics.sort(byPlace)
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length + problems.length
  if (options.format === 'json') {
    terminal.out(`${JSON.stringify({ diagnostics, problems, services }, undefined, 2)}\n`)
  } else {
    for (const problem of problems) terminal.out(`error: ${problem}\n\n`)
    for (const diagnostic of diagnostics) {
      terminal.out(`${printDiagnostic(diagnostic, (file) => texts.get(file), { color: terminal.color })}\n`)
    }
    const summary = diagnostics.length === 0 && problems.length > 0 ? '' : printSummary(diagnostics)
    terminal.out(
      errors === 0
        ? `${summary}; ${services} service${services === 1 ? '' : 's'}.\n`
        : summary === ''
          ? ''
          : `${summary}.\n`,
    )
  }
  return errors === 0 ? 0 : 1
}

async function batchOf(operand: string, terminal: Terminal): Promise<Batch> {
  if (operand === '-') return { directory: terminal.cwd, input: await terminal.readInput() }
  const path = resolve(terminal.cwd, operand)
  return /\.ya?ml$/.test(operand) ? { directory: dirname(path), only: basename(path) } : { directory: path }
}

interface BatchResult {
  readonly diagnostics: readonly Diagnostic[]
  readonly texts: ReadonlyMap<string, string>
  readonly problems: readonly string[]
  readonly services: number
}

async function checkBatch(
  batch: Batch,
  options: CheckOptions,
  terminal: Terminal,
  operand: string,
): Promise<BatchResult> {
  const shownBelow = batch.input === undefined ? relative(terminal.cwd, batch.directory) : ''
  const shown = (path: string) => (batch.input === undefined ? join(shownBelow, path) : path)
  const { files, problems } = await filesOf(batch, operand)
  const texts = new Map<string, string>()
  const unusable: Diagnostic[] = []
  for (const [path, look] of files) {
    if ('text' in look) texts.set(path, look.text)
    else unusable.push(look.problem)
  }
  const { compile } = openDefinitions(batch.directory, terminal.env, {
    traefikVersion: options.traefikVersion,
  })
  const compilation = compile([...texts].map(([path, text]) => ({ path, text, changed: 0 })))
  // A violation is our own bug: the definitions are fine, and Traefik would still refuse what we made of them.
  const violations = compilation.config === undefined ? [] : admit(compilation.config)
  const rename = (diagnostic: Diagnostic): Diagnostic => ({
    ...diagnostic,
    place: { ...diagnostic.place, file: shown(diagnostic.place.file) },
    notes: diagnostic.notes.map((note) => ({
      ...note,
      place: { ...note.place, file: shown(note.place.file) },
    })),
  })
  return {
    diagnostics: [...unusable, ...compilation.diagnostics].map(rename),
    texts: new Map([...texts].map(([path, text]) => [shown(path), text])),
    problems: [
      ...problems,
      ...violations.map(
        ({ path, problem }) =>
          `This is a bug in Pointsman: Traefik would refuse \`${path.join('.')}\`: ${problem}.`,
      ),
    ],
    services: compilation.services.size,
  }
}

async function filesOf(batch: Batch, operand: string) {
  if (batch.input !== undefined)
    return { files: new Map([['stdin.yaml', { text: batch.input }]]), problems: [] }
  const look = await createFolder(batch.directory).look()
  if (look.state === 'missing') return { files: new Map(), problems: [`${capital(look.reason)}.`] }
  const { only } = batch
  if (only === undefined) {
    return {
      files: look.files,
      problems: look.files.size === 0 ? [`There is no definition in \`${operand}\`.`] : [],
    }
  }
  const file = look.files.get(only)
  return file === undefined
    ? { files: new Map(), problems: [`There is no file \`${operand}\`.`] }
    : { files: new Map([[only, file]]), problems: [] }
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

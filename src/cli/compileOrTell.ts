/** Definitions without a mistake, or the mistakes on standard error: what commands do that need a whole configuration. */
import { relative, resolve, sep } from 'node:path'
import type { Compilation, CompiledService } from '../compiler/compilation.ts'
import type { Sections } from '../traefik/objects.ts'
import { renamed } from './checking/findings.ts'
import { openFolder, type Compiled } from './compileFolder.ts'
import type { DefinitionOptions } from './definitions.ts'
import { pretty } from './formats/pretty.ts'
import type { Terminal } from './terminal.ts'

export interface Whole {
  readonly directory: string
  readonly sections: Sections
  readonly services: ReadonlyMap<string, CompiledService>
  readonly sharesOf: Compilation['sharesOf']
  readonly ownerOf: Compilation['ownerOf']
  /** As the person who called would name the file. */
  readonly shown: (path: string) => string
}

/** `operand` is `./services` unless given. */
export async function compileOrTell(
  operand: string | undefined,
  terminal: Terminal,
  options: DefinitionOptions,
): Promise<Whole | undefined> {
  const directory = resolve(terminal.cwd, operand ?? 'services')
  const compiled = await openFolder(directory, terminal.env, options).look()
  const shown = shownFrom(terminal.cwd, directory)
  tellOf(compiled, terminal, shown)
  return compiled.problems.length > 0 || hasErrors(compiled) ? undefined : wholeOf(compiled, directory, shown)
}

/**
 * What is left without the files that have a mistake, each told on standard error: what `serve` would begin with.
 * Nothing, when nothing is left or the folder cannot be read.
 */
export async function compileGood(
  operand: string | undefined,
  terminal: Terminal,
  options: DefinitionOptions,
): Promise<Whole | undefined> {
  const directory = resolve(terminal.cwd, operand ?? 'services')
  const folder = openFolder(directory, terminal.env, options)
  const shown = shownFrom(terminal.cwd, directory)
  let compiled = await folder.look()
  const texts = new Map(compiled.texts)
  const all = texts.size
  if (hasErrors(compiled) || compiled.problems.length > 0) tellOf(compiled, terminal, shown)
  while (texts.size > 0 && compiled.compilation.sections === undefined) {
    const blamed = compiled.compilation.diagnostics.filter(({ severity }) => severity === 'error')
    const deleted = blamed.filter(({ place }) => texts.delete(place.file))
    if (deleted.length === 0) return undefined
    compiled = folder.compile(texts)
  }
  const whole = texts.size === 0 ? undefined : wholeOf(compiled, directory, shown)
  if (whole !== undefined && texts.size < all) terminal.err('Without these files, this is what happens:\n\n')
  return whole
}

/** Standard output is for what was asked for; mistakes and warnings go beside it. */
export function tellOf(compiled: Compiled, terminal: Terminal, shown: (path: string) => string): void {
  const { diagnostics, problems, texts, paths, compilation } = compiled
  if (diagnostics.length === 0 && problems.length === 0) return
  const byName = new Map([...texts].map(([path, text]) => [shown(path), text]))
  const findings = {
    diagnostics: diagnostics.map((diagnostic) => renamed(diagnostic, shown)),
    problems,
    services: compilation.services.size,
    files: paths.length,
    sourceOf: (file: string) => byName.get(file),
  }
  terminal.err(`${pretty(findings, { color: terminal.color })}\n`)
}

function wholeOf({ compilation }: Compiled, directory: string, shown: Whole['shown']): Whole | undefined {
  const { sections, services, sharesOf, ownerOf } = compilation
  return sections === undefined ? undefined : { directory, sections, services, sharesOf, ownerOf, shown }
}

function shownFrom(cwd: string, directory: string): Whole['shown'] {
  return (path) => relative(cwd, resolve(directory, path)).split(sep).join('/')
}

/** Also a file that cannot be read: without it, not everything is there. */
function hasErrors({ diagnostics }: Compiled): boolean {
  return diagnostics.some(({ severity }) => severity === 'error')
}

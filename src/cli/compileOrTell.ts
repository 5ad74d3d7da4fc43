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

/** What is left of the definitions, and what is written beside it and not served. */
export interface Good extends Whole {
  readonly absent: readonly AbsentService[]
  /** The texts of files that are left out, by path. */
  readonly mistaken: ReadonlyMap<string, string>
}

export interface AbsentService {
  readonly name: string
  readonly service: CompiledService
  readonly why: 'switched off' | 'mistake'
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
): Promise<Good | undefined> {
  const directory = resolve(terminal.cwd, operand ?? 'services')
  const folder = openFolder(directory, terminal.env, options)
  const shown = shownFrom(terminal.cwd, directory)
  let compiled = await folder.look()
  const texts = new Map(compiled.texts)
  const all = compiled.texts
  const found = compiled.paths.length
  const { services } = compiled.compilation
  const switchedOff = compiled.compilation.switchedOff()
  if (hasErrors(compiled) || compiled.problems.length > 0) tellOf(compiled, terminal, shown)
  while (texts.size > 0 && compiled.compilation.sections === undefined) {
    const blamed = compiled.compilation.diagnostics.filter(({ severity }) => severity === 'error')
    const deleted = blamed.filter(({ place }) => texts.delete(place.file))
    if (deleted.length === 0) return undefined
    compiled = folder.compile(texts)
  }
  const whole = texts.size === 0 ? undefined : wholeOf(compiled, directory, shown)
  if (whole === undefined) {
    if (found > 0) terminal.err('Without these files nothing is left.\n')
    return undefined
  }
  if (texts.size < found) terminal.err('Without these files, this is what happens:\n\n')
  const lost = [...services].filter(([name]) => !whole.services.has(name))
  return {
    ...whole,
    absent: [
      ...Array.from(switchedOff, ([name, service]) => ({ name, service, why: 'switched off' as const })),
      ...lost.map(([name, service]) => ({ name, service, why: 'mistake' as const })),
    ],
    mistaken: new Map([...all].filter(([path]) => !texts.has(path))),
  }
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

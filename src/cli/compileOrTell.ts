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
  shown(path: string): string
}

/** `operand` is `./services` unless given. */
export async function compileOrTell(
  operand: string | undefined,
  terminal: Terminal,
  options: DefinitionOptions,
): Promise<Whole | undefined> {
  const directory = resolve(terminal.cwd, operand ?? 'services')
  const compiled = await openFolder(directory, terminal.env, options).look()
  const shown = (path: string) => relative(terminal.cwd, resolve(directory, path)).split(sep).join('/')
  tellOf(compiled, terminal, shown)
  const { sections, services, sharesOf, ownerOf } = compiled.compilation
  if (sections === undefined || compiled.problems.length > 0 || hasErrors(compiled)) return undefined
  return { directory, sections, services, sharesOf, ownerOf, shown }
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

/** Also a file that cannot be read: without it, not everything is there. */
function hasErrors({ diagnostics }: Compiled): boolean {
  return diagnostics.some(({ severity }) => severity === 'error')
}

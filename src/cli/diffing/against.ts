/** What `--against` names: a server, a revision of git, a folder, or a file. */
import { readFileSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { loadAll } from 'js-yaml'
import { codeOf, problemOf } from '../../disk/errno.ts'
import { openFolder, type Compiled } from '../compileFolder.ts'
import type { DefinitionOptions } from '../definitions.ts'
import type { Terminal } from '../terminal.ts'
import { readRevision } from './git.ts'
import { isConfig, sideOfBody, type SideOrProblem } from './side.ts'
import { sideAtUrl, type UrlOptions } from './url.ts'

export interface AgainstOptions extends UrlOptions, DefinitionOptions {
  /** The folder whose definitions are on the other side. */
  readonly directory: string
}

export async function sideOf(
  text: string,
  options: AgainstOptions,
  terminal: Terminal,
): Promise<SideOrProblem> {
  if (/^https?:\/\//i.test(text)) return sideAtUrl(text, options)
  if (text.startsWith('git:')) return sideAtRevision(text.slice('git:'.length) || 'HEAD', options, terminal)
  const path = resolve(terminal.cwd, text)
  try {
    return statSync(path).isDirectory()
      ? sideOfCompiled(await openFolder(path, terminal.env, options).look(), text)
      : sideOfFile(path, text, options, terminal)
  } catch (error) {
    return { problem: `\`${text}\` cannot be used: ${problemOf(codeOf(error))}.` }
  }
}

async function sideAtRevision(
  revision: string,
  options: AgainstOptions,
  terminal: Terminal,
): Promise<SideOrProblem> {
  const { directory } = options
  const found = await readRevision(directory, revision)
  if ('problem' in found) return found
  const folder = openFolder(directory, terminal.env, options, (path) => found.read(resolve(directory, path)))
  return sideOfCompiled(folder.compile(found.texts), `git:${revision}`)
}

/** Traefik's dynamic configuration, as JSON or YAML; anything else is a file of definitions. */
function sideOfFile(path: string, text: string, options: AgainstOptions, terminal: Terminal): SideOrProblem {
  const source = readFileSync(path, 'utf8')
  const documents = documentsOf(source)
  if (documents.length === 1 && isConfig(documents[0])) return sideOfBody(documents[0], text, [])
  const folder = openFolder(dirname(path), terminal.env, options)
  return sideOfCompiled(folder.compile(new Map([[basename(path), source]])), text)
}

function documentsOf(source: string): readonly unknown[] {
  try {
    return loadAll(source)
  } catch {
    return [] // The compiler says what is wrong with it, and where.
  }
}

function sideOfCompiled({ compilation, diagnostics, problems }: Compiled, label: string): SideOrProblem {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (problems.length > 0) return { problem: `\`${label}\` cannot be compared with. ${problems.join(' ')}` }
  if (first !== undefined || compilation.sections === undefined) {
    const { file, line } = first?.place ?? { file: label, line: 1 }
    const more = errors.length > 1 ? `, and ${errors.length - 1} more` : ''
    return {
      problem: `\`${label}\` cannot be compared with, for it has mistakes: ${file}:${line}: ${first?.message ?? ''}${more}`,
    }
  }
  return { label, sections: compilation.sections, services: compilation.services.keys() }
}

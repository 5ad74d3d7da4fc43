/** What the words on the command line mean: folders, and the files of them that are asked about. */
import { stat } from 'node:fs/promises'
import { basename, dirname, relative, resolve, sep } from 'node:path'
import { codeOf, isGone, problemOf } from '../../disk/errno.ts'
import { isDefinition, isPassedOver } from '../../disk/passedOver.ts'

/** One folder that is compiled as a whole, as it would be served. */
export interface Batch {
  readonly directory: string
  /** Paths below the folder that are reported on; absent: all. */
  readonly only?: ReadonlySet<string>
}

export interface Batches {
  readonly batches: readonly Batch[]
  /** Sentences about words that lead nowhere. */
  readonly problems: readonly string[]
}

/**
 * A file belongs to the folder that is named beside it, else to `services` if it lies below that, else to the folder it is in:
 * what it refers to in other files is found there.
 */
export async function batchesOf(operands: readonly string[], cwd: string): Promise<Batches> {
  const problems: string[] = []
  const folders = new Set<string>()
  const files: { operand: string; path: string }[] = []
  for (const operand of operands) {
    const path = resolve(cwd, operand)
    const kind = await kindOf(path)
    if (kind === 'folder') folders.add(path)
    else if (kind === 'file') files.push({ operand, path })
    else problems.push(`There is no file or folder \`${operand}\`${kind.problem}.`)
  }

  const only = new Map<string, Set<string>>()
  for (const { operand, path } of files) {
    const folder = [...folders, resolve(cwd, 'services')].find((one) => isBelow(path, one)) ?? dirname(path)
    const below = relative(folder, path).split(sep)
    const problem = whyNotRead(operand, below)
    if (problem !== undefined) problems.push(problem)
    else if (!folders.has(folder)) only.set(folder, (only.get(folder) ?? new Set()).add(below.join('/')))
  }
  return {
    batches: [
      ...[...folders].map((directory) => ({ directory })),
      ...[...only].map(([directory, names]) => ({ directory, only: names })),
    ],
    problems,
  }
}

async function kindOf(path: string): Promise<'file' | 'folder' | { problem: string }> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file'
  } catch (error) {
    const code = codeOf(error)
    return { problem: isGone(code) ? '' : ` that can be used: ${problemOf(code)}` }
  }
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)
}

function whyNotRead(operand: string, below: readonly string[]): string | undefined {
  if (!isDefinition(basename(operand)))
    return `\`${operand}\` is no definition file: the name of one ends in \`.yaml\` or \`.yml\`.`
  const passedOver = below.find((name) => isPassedOver(name))
  return passedOver === undefined
    ? undefined
    : `\`${operand}\` would not be served: names like \`${passedOver}\` are passed over.`
}

/** `pointsman import`: definitions made from what a person has already. */
import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { inspectCertificate } from '../disk/certificate.ts'
import { codeOf, problemOf, writeProblemOf } from '../disk/errno.ts'
import { createIncluded } from '../disk/included.ts'
import { createSideFiles } from '../disk/sideFiles.ts'
import { importDefinitions, kindOf, type Definitions } from '../import/import.ts'
import type { Surroundings } from '../import/surroundings.ts'
import type { Call } from './command.ts'
import type { ImportOptions } from './commands/import.ts'
import type { ExitCode, Terminal } from './terminal.ts'

export async function importFile({ operands, options, terminal }: Call<ImportOptions>): Promise<ExitCode> {
  const [operand] = operands
  if (operand === undefined) {
    terminal.err(
      '`import` needs the file that is imported: `pointsman import site.conf`; `-` is standard input.\n',
    )
    return 2
  }
  const text = await textOf(operand, terminal)
  if (text === undefined) return 1
  const name = operand === '-' ? 'stdin' : basename(operand)
  const kind = options.from === 'auto' ? kindOf(text) : options.from
  const imported = importDefinitions(text, name, worldOf(terminal, operand), kind)
  if ('problem' in imported) {
    terminal.err(`\`${name}\` cannot be imported. Line ${imported.line}: ${imported.problem}\n`)
    return 1
  }
  if (options.output === undefined) terminal.out(imported.text)
  else if (!(await written(options.output, imported.text, terminal))) return 1
  terminal.err(summaryOf(name, imported))
  return 0
}

async function textOf(operand: string, terminal: Terminal): Promise<string | undefined> {
  if (operand === '-') return terminal.readInput()
  try {
    const text = await readFile(resolve(terminal.cwd, operand), 'utf8')
    if (!text.includes('\0')) return text
    terminal.err(`\`${operand}\` cannot be imported: it is not a text in UTF-8.\n`)
    return undefined
  } catch (error) {
    terminal.err(`\`${operand}\` cannot be read: ${problemOf(codeOf(error))}.\n`)
    return undefined
  }
}

/** Files that are named in what is imported are read: definitions name only those that are there. */
function worldOf({ env, cwd }: Terminal, operand: string): Surroundings {
  const files = createSideFiles(cwd)
  return {
    env,
    now: () => new Date(),
    readFile: (path: string) => files.read(path),
    inspectCertificate,
    include: createIncluded(operand === '-' ? cwd : dirname(resolve(cwd, operand))),
  }
}

/** Never over a file that is there. */
async function written(path: string, text: string, terminal: Terminal): Promise<boolean> {
  try {
    await writeFile(resolve(terminal.cwd, path), text, { flag: 'wx' })
    return true
  } catch (error) {
    terminal.err(`\`${path}\` cannot be written: ${refusalOf(codeOf(error), path)}.\n`)
    return false
  }
}

function refusalOf(code: string, path: string): string {
  if (code === 'EEXIST') return 'it is there already, and `import` writes over nothing'
  if (code === 'ENOENT') return `there is no folder \`${dirname(path)}\`; make it first`
  return code === 'EISDIR' ? 'it is a directory' : writeProblemOf(code)
}

function summaryOf(
  name: string,
  { traces, refused, switchedOff }: Extract<Definitions, { text: string }>,
): string {
  const count = (fate: string) => traces.filter((trace) => trace.fate === fate).length
  const left = count('left') + refused.length
  const parts = [
    `${count('carried')} carried over`,
    `${count('needless')} that Traefik needs no word for`,
    `${left} left as ${left === 1 ? 'a comment' : 'comments'}`,
  ]
  return `${name}: ${parts.join(', ')}.\n${offOf(switchedOff)}`
}

function offOf(names: readonly string[]): string {
  const [one, ...more] = names
  if (one === undefined) return ''
  const listed = names.map((name) => `\`${name}\``).join(', ')
  return more.length === 0
    ? `1 service is switched off, for what could protect it is left out: ${listed}. Look at its comments, then take \`enabled: false\` away; until then \`check\` does not count it.\n`
    : `${names.length} services are switched off, for what could protect them is left out: ${listed}. Look at their comments, then take \`enabled: false\` away; until then \`check\` does not count them.\n`
}

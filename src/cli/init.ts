/** `pointsman init`: a first service to look at and change, and what Traefik has to be told. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { codeOf, writeProblemOf } from '../disk/errno.ts'
import type { Call } from './command.ts'
import type { InitOptions } from './commands/init.ts'
import { COMPOSE, firstService, STATIC } from './starter.ts'
import type { ExitCode } from './terminal.ts'

export async function init({ operands, options, terminal }: Call<InitOptions>): Promise<ExitCode> {
  const folder = resolve(terminal.cwd, operands[0] ?? 'services')
  const service = join(folder, 'whoami.yaml')
  const files = options.compose
    ? [
        { path: service, text: firstService('http://whoami:80') },
        { path: join(terminal.cwd, 'compose.yaml'), text: composeFor(folder, terminal.cwd) },
      ]
    : [{ path: service, text: firstService('http://127.0.0.1:8080') }]

  let hasFailed = false
  for (const { path, text } of files) {
    const shown = relative(terminal.cwd, path)
    const problem = await create(path, text)
    hasFailed ||= problem !== undefined
    if (problem === undefined) terminal.out(`Wrote ${shown}.\n`)
    else terminal.err(`${shown} is not written: ${problem}.\n`)
  }
  if (hasFailed) return 1
  terminal.out(options.compose ? nextWithCompose() : next(relative(terminal.cwd, folder)))
  return 0
}

/** Nothing that is there is ever written over. */
async function create(path: string, text: string): Promise<string | undefined> {
  try {
    await mkdir(dirname(path), { recursive: true })
  } catch (error) {
    return writeProblemOf(codeOf(error))
  }
  try {
    await writeFile(path, text, { flag: 'wx' })
    return undefined
  } catch (error) {
    const code = codeOf(error)
    return code === 'EEXIST' ? 'there is such a file already, and it stays as it is' : writeProblemOf(code)
  }
}

function composeFor(folder: string, cwd: string): string {
  return COMPOSE.replace('./services:', `./${relative(cwd, folder)}:`)
}

function next(folder: string): string {
  const operand = folder === 'services' ? '' : ` ${folder}`
  return `
Tell Traefik, in its static configuration:

${indented(STATIC)}
Then, in this order:

    pointsman check${operand}      finds mistakes
    pointsman serve${operand}      serves the folder to Traefik, and every change at once
`
}

function nextWithCompose(): string {
  return `
    docker compose up -d
    curl -k https://whoami.localhost/

Then edit a file in the folder: the change is live at once.
`
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '    ')
}

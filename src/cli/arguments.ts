/** Turns what a person typed, and the environment, into a command that is ready to run. */
import { parseArgs } from 'node:util'
import { suggest } from '../diagnostics/suggest.ts'
import type { Command, Given, Prepared } from './command.ts'
import { COMMANDS } from './commands.ts'
import { nameOf, variableOf, type OptionTable } from './option.ts'

export type Request =
  | {
      readonly kind: 'run'
      readonly command: Command
      readonly operands: readonly string[]
      readonly run: Extract<Prepared, { run: unknown }>['run']
    }
  | { readonly kind: 'help'; readonly command: Command | undefined }
  | { readonly kind: 'version' }
  /** A sentence for standard error. */
  | { readonly kind: 'wrong'; readonly problem: string }

type Environment = Readonly<Record<string, string | undefined>>

/** An option that is typed wins over its environment variable, and that over the default. */
export function readArguments(
  argv: readonly string[],
  env: Environment,
  commands: readonly Command[] = COMMANDS,
): Request {
  const { words, typed } = split(argv, commands)
  const [name, ...operands] = words
  const command = commands.find((one) => one.name === name)

  if (typed.some((token) => token.name === 'version')) return { kind: 'version' }
  if (name === undefined && typed.every((token) => token.name === 'help'))
    return { kind: 'help', command: undefined }
  if (name === undefined)
    return wrong('A command is missing.', 'Try `pointsman serve`, or `pointsman --help`.')
  if (command === undefined) {
    const names = commands.map((one) => one.name)
    return name === 'help'
      ? { kind: 'help', command: commands.find((one) => one.name === operands[0]) }
      : wrong(`There is no command \`${name}\`.`, meant(name, names))
  }
  if (typed.some((token) => token.name === 'help')) return { kind: 'help', command }
  if (operands.length > command.mostOperands) return wrong(tooMany(command, operands.length))

  const given = givenIn(env, command.options)
  for (const { name: option, value, rawName } of typed) {
    const key = Object.keys(command.options).find((one) => nameOf(one) === option)
    if (key === undefined) {
      const names = Object.keys(command.options).map(nameOf)
      return wrong(`\`${command.name}\` has no option \`${rawName}\`.`, meant(option, names, '--'))
    }
    if (command.options[key]?.value !== undefined && value === undefined)
      return wrong(`\`${rawName}\` needs a value.`)
    const before = given.get(key)
    const earlier = before?.from === `\`${rawName}\`` ? before.texts : []
    given.set(key, { texts: [...earlier, value ?? 'true'], from: `\`${rawName}\`` })
  }
  const prepared = command.prepare(given)
  return 'problem' in prepared
    ? wrong(prepared.problem)
    : { kind: 'run', command, operands, run: prepared.run }
}

interface Typed {
  readonly name: string
  readonly rawName: string
  readonly value: string | undefined
}

/** One option has the same form in all commands, so that it can be read before the command is known. */
function split(argv: readonly string[], commands: readonly Command[]) {
  const options = commands.flatMap((command) => Object.entries(command.options))
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: {
      ...Object.fromEntries(
        options.map(([key, { value, short }]) => [
          nameOf(key),
          {
            type: value === undefined ? ('boolean' as const) : ('string' as const),
            ...(short === undefined ? {} : { short }),
          },
        ]),
      ),
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'V' },
    },
  })
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const typed: Typed[] = tokens.flatMap((token) =>
    token.kind === 'option' ? [{ name: token.name, rawName: token.rawName, value: token.value }] : [],
  )
  return { words, typed }
}

function givenIn(env: Environment, options: OptionTable): Map<string, Given> {
  const given = new Map<string, Given>()
  for (const [key, option] of Object.entries(options)) {
    const variable = variableOf(nameOf(key))
    const text = env[variable]
    if (text === undefined || text === '') continue
    const texts = option.repeatable === true ? text.split(/\s+/).filter(Boolean) : [text]
    given.set(key, { texts, from: `The environment variable \`${variable}\`` })
  }
  return given
}

function tooMany({ name, usage, mostOperands }: Command, count: number): string {
  const one = ONE[/\b(?:DIR|FILE|SHELL)\b/.exec(usage)?.[0] ?? ''] ?? 'one word'
  const takes = mostOperands === 0 ? 'nothing' : mostOperands === 1 ? one : `${mostOperands} words`
  return `\`${name}\` takes ${takes}, and there are ${count}.`
}

/** By what stands for it in the usage. */
const ONE: Readonly<Record<string, string>> = { DIR: 'one folder', FILE: 'one file', SHELL: 'one shell' }

function wrong(problem: string, help = ''): Request {
  return { kind: 'wrong', problem: help === '' ? problem : `${problem} ${help}` }
}

function meant(word: string, words: readonly string[], dashes = ''): string {
  const suggestion = suggest(word, words)
  return suggestion === undefined ? 'See `pointsman --help`.' : `Did you mean \`${dashes}${suggestion}\`?`
}

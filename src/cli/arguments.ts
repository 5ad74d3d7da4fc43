/** Turns what a person typed, and the environment, into a command with options. */
import { parseArgs } from 'node:util'
import { suggest } from '../diagnostics/suggest.ts'
import { COMMANDS } from './commands.ts'
import { OPTIONS, variableOf, type CommandName, type Option, type Options } from './options.ts'

export type Request =
  | {
      readonly kind: 'run'
      readonly command: CommandName
      readonly operands: readonly string[]
      readonly options: Options
    }
  | { readonly kind: 'help'; readonly command: CommandName | undefined }
  | { readonly kind: 'version' }
  /** A sentence for standard error. */
  | { readonly kind: 'wrong'; readonly problem: string }

/** An option that is typed wins over its environment variable, and that over the default. */
export function readArguments(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Request {
  const switches = Object.values<Option<unknown>>(OPTIONS).filter((option) => option.value === undefined)
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: {
      ...Object.fromEntries(
        Object.values<Option<unknown>>(OPTIONS).map(({ name, value }) => [
          name,
          { type: value === undefined ? 'boolean' : 'string' } as const,
        ]),
      ),
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'V' },
    },
  })
  const [command, ...operands] = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const typed = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []))
  const known = COMMANDS.find((one) => one.name === command)

  if (typed.some(({ name }) => name === 'version')) return { kind: 'version' }
  if (command === undefined && typed.every(({ name }) => name === 'help'))
    return { kind: 'help', command: undefined }
  if (command === undefined)
    return wrong('A command is missing.', 'Try `pointsman serve`, or `pointsman --help`.')
  if (known === undefined) {
    if (command === 'help')
      return { kind: 'help', command: COMMANDS.find((one) => one.name === operands[0])?.name }
    return wrong(
      `There is no command \`${command}\`.`,
      meant(
        command,
        COMMANDS.map((one) => one.name),
      ),
    )
  }
  if (typed.some(({ name }) => name === 'help')) return { kind: 'help', command: known.name }

  const allowed = Object.values<Option<unknown>>(OPTIONS).filter((option) =>
    option.commands.includes(known.name),
  )
  const texts = new Map<string, { text: string; from: string }>()
  for (const { name } of allowed) {
    const text = env[variableOf(name)]
    if (text !== undefined && text !== '')
      texts.set(name, { text, from: `The environment variable \`${variableOf(name)}\`` })
  }
  for (const { name, value, rawName } of typed) {
    if (!allowed.some((option) => option.name === name)) {
      return wrong(
        `\`${known.name}\` has no option \`${rawName}\`.`,
        meant(
          name,
          allowed.map((option) => option.name),
          '--',
        ),
      )
    }
    const isSwitch = switches.some((option) => option.name === name)
    if (!isSwitch && value === undefined) return wrong(`\`${rawName}\` needs a value.`)
    texts.set(name, { text: value ?? 'true', from: `\`${rawName}\`` })
  }
  if (operands.length > known.mostOperands)
    return wrong(`\`${known.name}\` takes one folder, and there are ${operands.length}.`)
  return valuesOf(known.name, operands, texts)
}

function valuesOf(
  command: CommandName,
  operands: readonly string[],
  texts: ReadonlyMap<string, { text: string; from: string }>,
): Request {
  const problems: string[] = []
  const valueOf = <T>(option: Option<T>): T => {
    const given = texts.get(option.name)
    if (given === undefined) return option.otherwise
    const parsed = option.parse(given.text)
    if ('value' in parsed) return parsed.value
    problems.push(`${given.from} ${parsed.problem}, not \`${given.text}\`.`)
    return option.otherwise
  }
  const options: Options = {
    listen: valueOf(OPTIONS.listen),
    hold: valueOf(OPTIONS.hold),
    traefikVersion: valueOf(OPTIONS.traefikVersion),
    settle: valueOf(OPTIONS.settle),
    watchPolling: valueOf(OPTIONS.watchPolling),
    allowEmpty: valueOf(OPTIONS.allowEmpty),
    logFormat: valueOf(OPTIONS.logFormat),
    format: valueOf(OPTIONS.format),
  }
  const [problem] = problems
  return problem === undefined ? { kind: 'run', command, operands, options } : wrong(problem)
}

function wrong(problem: string, help = ''): Request {
  return { kind: 'wrong', problem: help === '' ? problem : `${problem} ${help}` }
}

function meant(word: string, words: readonly string[], dashes = ''): string {
  const suggestion = suggest(word, words)
  return suggestion === undefined ? 'See `pointsman --help`.' : `Did you mean \`${dashes}${suggestion}\`?`
}

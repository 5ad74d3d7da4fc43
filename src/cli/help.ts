/** The text of `--help`: it fits a screen of 80 columns and 24 lines. */
import type { Command } from './command.ts'
import { COMMANDS } from './commands.ts'
import { nameOf, variableOf } from './option.ts'

export function helpText(command: Command | undefined): string {
  return [...(command === undefined ? overview() : about(command)), ''].join('\n')
}

function overview(): readonly string[] {
  return [
    'Pointsman serves a folder of short YAML service definitions to Traefik.',
    '',
    'pointsman COMMAND',
    '',
    ...COMMANDS.map(({ usage, about }) => `  ${inShort(usage).padEnd(18)} ${about}`),
    '',
    'pointsman COMMAND --help shows the options of a command, and an example;',
    'pointsman --version the version.',
    '',
    'Every option has an environment variable: `--hold` is POINTSMAN_HOLD.',
  ]
}

function about(command: Command): readonly string[] {
  const table = Object.entries(command.options).map(([key, { short, value, about: says }]) => {
    const flag = `${short === undefined ? '' : `-${short}, `}--${nameOf(key)}`
    return [`  ${flag}${value === undefined ? '' : ` ${value}`}`, says] as const
  })
  const width = Math.max(...table.map(([left]) => left.length))
  const options = table.map(([left, says]) => `${left.padEnd(width)}  ${says}`)
  const [first] = Object.keys(command.options)
  return [
    `${command.usage}: ${command.about}`,
    '',
    ...command.more,
    ...(command.more.length === 0 ? [] : ['']),
    ...options,
    ...(first === undefined
      ? []
      : ['', `Each is also an environment variable, as ${variableOf(nameOf(first))}.`, '']),
    `Example: ${command.example}`,
  ]
}

/** `pointsman diff [DIR] --against WHAT` is `diff [DIR]`. */
function inShort(usage: string): string {
  return usage.replace(/^pointsman /, '').replace(/ --.*$/, '')
}

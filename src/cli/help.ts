/** The text of `--help`: it fits a screen of 80 columns and 24 lines. */
import { COMMANDS } from './commands.ts'
import { OPTIONS, variableOf, type CommandName, type Option } from './options.ts'

export function helpText(name: CommandName | undefined): string {
  const command = COMMANDS.find((one) => one.name === name)
  if (command === undefined) {
    const lines = COMMANDS.map((one) => `  ${one.usage.padEnd(26)} ${one.about}`)
    return [
      'Pointsman serves a folder of short YAML service definitions to Traefik.',
      '',
      ...lines,
      '',
      '  pointsman COMMAND --help   the options of a command, and an example',
      '  pointsman --version',
      '',
      'Every option has an environment variable: `--hold` is POINTSMAN_HOLD.',
      '',
    ].join('\n')
  }
  const options = Object.values<Option<unknown>>(OPTIONS).filter((option) =>
    option.commands.includes(command.name),
  )
  const lines = options.flatMap((option) => {
    const left = `  --${option.name}${option.value === undefined ? '' : ` ${option.value}`}`
    return [`${left.padEnd(27)} ${option.about}`]
  })
  const [first] = options
  return [
    `${command.usage}: ${command.about}`,
    '',
    ...command.more,
    '',
    ...lines,
    '',
    `Each is also an environment variable, as ${first === undefined ? '' : variableOf(first.name)}.`,
    '',
    `Example: ${command.example}`,
    '',
  ].join('\n')
}

/** Completion for zsh: as a file `_pointsman` in `$fpath`, or `source <(pointsman completion zsh)` after `compinit`. */
import type { Command } from '../command.ts'
import { nameOf, type Option } from '../option.ts'
import { operandWanted, valueWanted, type Wanted } from './wanted.ts'

export function zsh(commands: readonly Command[]): string {
  return `#compdef pointsman
# Completion of pointsman for zsh; made by \`pointsman completion zsh\`.
_pointsman() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
${commands.map(({ name, about }) => `    ${quoted(`${name}:${about.replaceAll(':', '\\:')}`)}`).join('\n')}
  )
  _arguments -C '(- *)--version[the version]' '(- *)--help[the commands]' '1: :->command' '*:: :->rest'
  case $state in
    command) _describe -t commands command commands ;;
    rest)
      case $line[1] in
${commands.map(commandCase).join('\n')}
      esac ;;
  esac
}
if [[ $funcstack[1] == _pointsman ]]; then _pointsman "$@"; else compdef _pointsman pointsman; fi
`
}

function commandCase(command: Command): string {
  const { mostOperands } = command
  const options = Object.entries(command.options).flatMap(([key, option]) => specs(nameOf(key), option))
  const operand = `: :${action(operandWanted(command))}`
  const operands = mostOperands === 0 ? [] : [mostOperands === 1 ? `1${operand}` : `*${operand}`]
  const all = [...options, `(- *)--help[the options, and an example]`, ...operands]
  return `        ${command.name}) _arguments ${all.map(quoted).join(' ')} ;;`
}

function specs(name: string, option: Option<unknown>): readonly string[] {
  const wanted = valueWanted(option)
  const about = option.about.replace(/[[\]:\\]/g, '\\$&')
  const value =
    wanted === undefined ? '' : `:${(option.value ?? '').replaceAll(':', '\\:')}:${action(wanted)}`
  const repeated = option.repeatable === true ? '*' : ''
  return [
    `${repeated}--${name}${wanted === undefined ? '' : '='}[${about}]${value}`,
    ...(option.short === undefined ? [] : [`-${option.short}[${about}]${value}`]),
  ]
}

function action(wanted: Wanted): string {
  switch (wanted.kind) {
    case 'words':
      return `(${wanted.words.join(' ')})`
    case 'files':
      return '_files'
    case 'folders':
      return '_files -/'
    case 'text':
      return ' '
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

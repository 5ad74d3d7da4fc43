/** Completion for fish: `pointsman completion fish > ~/.config/fish/completions/pointsman.fish`. */
import type { Command } from '../command.ts'
import { nameOf } from '../option.ts'
import { operandWanted, valueWanted, type Wanted } from './wanted.ts'

export function fish(commands: readonly Command[]): string {
  return [
    '# Completion of pointsman for fish; made by `pointsman completion fish`.',
    'complete -c pointsman -f',
    'complete -c pointsman -l help -s h -d "the options, and an example"',
    'complete -c pointsman -n __fish_use_subcommand -l version -d "the version"',
    ...commands.flatMap(linesOf),
    '',
  ].join('\n')
}

function linesOf(command: Command): readonly string[] {
  const within = `complete -c pointsman -n ${quoted(`__fish_seen_subcommand_from ${command.name}`)}`
  return [
    `complete -c pointsman -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.about)}`,
    ...Object.entries(command.options).map(([key, option]) => {
      const wanted = valueWanted(option)
      const short = option.short === undefined ? '' : ` -s ${option.short}`
      const value = wanted === undefined ? '' : ` -r ${candidates(wanted)}`
      return `${within} -l ${nameOf(key)}${short}${value} -d ${quoted(option.about)}`
    }),
    ...(operandWanted(command).kind === 'text' ? [] : [`${within} ${candidates(operandWanted(command))}`]),
  ]
}

function candidates(wanted: Wanted): string {
  switch (wanted.kind) {
    case 'words':
      return `-f -a ${quoted(wanted.words.join(' '))}`
    case 'files':
      return '-F'
    case 'folders':
      return '-f -a "(__fish_complete_directories)"'
    case 'text':
      return '-f'
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

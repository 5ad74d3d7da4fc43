/** Completion for bash, also for the 3.2 of macOS: `source <(pointsman completion bash)`. */
import type { Command } from '../command.ts'
import { nameOf } from '../option.ts'
import { operandWanted, valueWanted, type Wanted } from './wanted.ts'

export function bash(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name)
  return `# Completion of pointsman for bash; made by \`pointsman completion bash\`.
_pointsman() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command='' index
  COMPREPLY=()
  # \`--format=json\` is three words to bash.
  [[ $cur == = ]] && cur=''
  [[ $prev == = ]] && prev=\${COMP_WORDS[COMP_CWORD - 2]}
  for ((index = 1; index < COMP_CWORD; index++)); do
    case \${COMP_WORDS[index]} in
      ${names.join(' | ')}) command=\${COMP_WORDS[index]} && break ;;
    esac
  done
  case "$command $prev" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "$command" in
    '') _pointsman_words ${quoted([...names, '--help', '--version'].join(' '))} ;;
${commands.map(commandCase).join('\n')}
  esac
}
_pointsman_words() { while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$1" -- "$cur"); }
_pointsman_files() { while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$1" -- "$cur"); compopt -o filenames 2>/dev/null; }
complete -F _pointsman pointsman
`
}

function valueCases({ name, options }: Command): readonly string[] {
  return Object.entries(options).flatMap(([key, option]) => {
    const wanted = valueWanted(option)
    if (wanted === undefined) return []
    const short = option.short === undefined ? '' : ` | '${name} -${option.short}'`
    return [`    '${name} --${nameOf(key)}'${short}) ${said(wanted)} return ;;`]
  })
}

function commandCase(command: Command): string {
  const options = [...Object.keys(command.options).map((key) => `--${nameOf(key)}`), '--help']
  return [
    `    ${command.name})`,
    `      if [[ $cur == -* ]]; then _pointsman_words ${quoted(options.join(' '))}`,
    `      else ${said(operandWanted(command)) || ':'}`,
    '      fi ;;',
  ].join('\n')
}

function said(wanted: Wanted): string {
  switch (wanted.kind) {
    case 'words':
      return `_pointsman_words ${quoted(wanted.words.join(' '))};`
    case 'files':
      return '_pointsman_files -f;'
    case 'folders':
      return '_pointsman_files -d;'
    case 'text':
      return ''
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

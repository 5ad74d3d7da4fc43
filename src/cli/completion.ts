/** `pointsman completion`: a script for a shell, made from the tables of commands and options. */
import type { Call } from './command.ts'
import { COMMANDS } from './commands.ts'
import { bash } from './completions/bash.ts'
import { fish } from './completions/fish.ts'
import { zsh } from './completions/zsh.ts'
import type { ExitCode } from './terminal.ts'

const SHELLS: Readonly<Record<string, (commands: typeof COMMANDS) => string>> = { bash, zsh, fish }

export async function completion({ operands, terminal }: Call<unknown>): Promise<ExitCode> {
  const write = SHELLS[operands[0] ?? '']
  if (write === undefined) {
    terminal.err('For which shell? Try `pointsman completion bash`, `zsh` or `fish`.\n')
    return 2
  }
  terminal.out(write(COMMANDS))
  return 0
}

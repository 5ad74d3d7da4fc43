/** Runs one command line. */
import { readArguments } from './arguments.ts'
import { helpText } from './help.ts'
import type { ExitCode, Terminal } from './terminal.ts'

export async function run(argv: readonly string[], terminal: Terminal, version: string): Promise<ExitCode> {
  const request = readArguments(argv, terminal.env)
  switch (request.kind) {
    case 'wrong':
      terminal.err(`${request.problem}\n`)
      return 2
    case 'version':
      terminal.out(`${version}\n`)
      return 0
    case 'help':
      terminal.out(helpText(request.command))
      return 0
    case 'run':
      return request.run({ operands: request.operands, terminal, version })
  }
}

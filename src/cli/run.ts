/** Runs one command line. */
import { readArguments } from './arguments.ts'
import { helpText } from './help.ts'
import type { ExitCode, Terminal } from './terminal.ts'

/** Commands are loaded when they are needed: `--help` answers without Fastify. */
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
    case 'run': {
      if (request.command === 'check') {
        const { check } = await import('./check.ts')
        return check(request.operands, request.options, terminal)
      }
      const { serve } = await import('./serve.ts')
      return serve(request.operands[0], request.options, terminal, version)
    }
  }
}

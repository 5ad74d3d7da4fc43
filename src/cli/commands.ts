/** Every command, in the order of the help: parsing, environment variables, help and completion come from these. */
import type { Command } from './command.ts'
import { checkCommand } from './commands/check.ts'
import { completionCommand } from './commands/completion.ts'
import { diffCommand } from './commands/diff.ts'
import { explainCommand } from './commands/explain.ts'
import { importCommand } from './commands/import.ts'
import { initCommand } from './commands/init.ts'
import { renderCommand } from './commands/render.ts'
import { schemaCommand } from './commands/schema.ts'
import { serveCommand } from './commands/serve.ts'
import { staticCommand } from './commands/static.ts'

export const COMMANDS: readonly Command[] = [
  serveCommand,
  checkCommand,
  // One a line, so that two that come at once do not meet.
  renderCommand,
  diffCommand,
  explainCommand,
  staticCommand,
  initCommand,
  importCommand,
  schemaCommand,
  completionCommand,
]

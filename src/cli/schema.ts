/** `pointsman schema`: what a definition may say, as JSON Schema. */
import { jsonSchema } from '../language/jsonSchema.ts'
import type { Call } from './command.ts'
import type { ExitCode } from './terminal.ts'

export async function schema({ terminal }: Call<unknown>): Promise<ExitCode> {
  terminal.out(`${JSON.stringify(jsonSchema(), undefined, 2)}\n`)
  return 0
}

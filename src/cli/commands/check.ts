/** How `pointsman check` is called. */
import { command } from '../command.ts'
import { choice, type ValuesOf } from '../option.ts'
import { traefikVersion } from '../options.ts'

const options = {
  traefikVersion,
  format: choice(['pretty', 'json'], { value: 'FORMAT', about: '`pretty` or `json`' }),
}

export type CheckOptions = ValuesOf<typeof options>

export const checkCommand = command({
  name: 'check',
  usage: 'pointsman check [PATH…]',
  about: 'report every mistake in all definitions',
  more: [
    'PATH is a folder or a file, ./services unless given; `-` is standard input.',
    'Ends with 0 when all is good, 1 when there are mistakes, 2 when called wrongly.',
  ],
  example: 'pointsman check services/',
  mostOperands: Number.POSITIVE_INFINITY,
  options,
  load: async () => (await import('../check.ts')).check,
})

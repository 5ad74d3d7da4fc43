/** How `pointsman check` is called. */
import { command } from '../command.ts'
import { choice, flag, words, type ValuesOf } from '../option.ts'
import { secrets, traefikVersion } from '../options.ts'

const options = {
  format: choice(['pretty', 'json', 'github', 'sarif'], {
    value: 'FORMAT',
    about: '`pretty`, `json`, `github` or `sarif`',
  }),
  strict: flag('warnings count as mistakes'),
  watch: flag('stay, and check again at each change', 'w'),
  stdinFile: words({ value: 'FILE', about: 'the file that `-` stands for, in its folder' }),
  traefikVersion,
  secrets,
}

export type CheckOptions = ValuesOf<typeof options>

export const checkCommand = command({
  name: 'check',
  usage: 'pointsman check [PATH…]',
  about: 'report every mistake in all definitions',
  more: [
    'PATH is a folder or a file, ./services unless given; `-` is standard input.',
    'A file is looked at among the others of its folder, and reported on alone.',
    'Ends with 0 when all is good, 1 when there are mistakes, 2 when called wrongly.',
  ],
  example: 'pointsman check services/ --format github --strict',
  mostOperands: Number.POSITIVE_INFINITY,
  options,
  load: async () => (await import('../check.ts')).check,
})

/** How `pointsman diff` is called. */
import { command } from '../command.ts'
import { choice, words, type ValuesOf } from '../option.ts'
import { secrets, traefikVersion } from '../options.ts'

const options = {
  against: words({ value: 'WHAT', about: 'a URL, a file, a folder, or `git:REVISION`' }),
  format: choice(['pretty', 'json'], { value: 'FORMAT', about: '`pretty` or `json`' }),
  tokenFile: words({ value: 'FILE', about: 'holds the token that the URL asks for' }),
  ca: words({ value: 'FILE', about: "the authority that signed the URL's certificate" }),
  traefikVersion,
  secrets,
}

export type DiffOptions = ValuesOf<typeof options>

export const diffCommand = command({
  name: 'diff',
  usage: 'pointsman diff [DIR] --against WHAT',
  about: 'show what would change for Traefik',
  more: [
    'By service, router, middleware and field. DIR is ./services unless given.',
    'Ends with 0 when nothing is different, 1 when something is, 2 when in trouble.',
  ],
  example: 'pointsman diff --against http://127.0.0.1:9790/config',
  mostOperands: 1,
  options,
  load: async () => (await import('../diff.ts')).diff,
})

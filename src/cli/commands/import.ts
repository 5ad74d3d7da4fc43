/** How `pointsman import` is called. */
import { command } from '../command.ts'
import { choice, words, type ValuesOf } from '../option.ts'

const options = {
  from: choice(['auto', 'nginx', 'traefik', 'labels'], {
    value: 'KIND',
    about: 'what FILE is: `nginx`, `traefik` or `labels`',
  }),
  output: words({ value: 'FILE', about: 'write to this file, which must not exist yet' }),
}

export type ImportOptions = ValuesOf<typeof options>

export const importCommand = command({
  name: 'import',
  usage: 'pointsman import FILE',
  about: 'make definitions of nginx sites, Traefik files, labels',
  more: [
    'FILE is an nginx site, a dynamic file of Traefik, or a Compose file with labels;',
    '`-` is standard input. The definitions are printed.',
    'What cannot be carried over is a comment in them, with the line it came from.',
    'Ends with 0 when all went well, 1 when FILE cannot be read, 2 for wrong use.',
  ],
  example: 'pointsman import sites-enabled/shop --output services/shop.yaml',
  mostOperands: 1,
  options,
  load: async () => (await import('../import.ts')).importFile,
})

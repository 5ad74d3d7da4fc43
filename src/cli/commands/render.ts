/** How `pointsman render` is called. */
import { command } from '../command.ts'
import { flag, words, type ValuesOf } from '../option.ts'
import { secrets, traefikVersion } from '../options.ts'

const options = {
  yaml: flag("as a file for Traefik's file provider"),
  service: words({ value: 'NAME', about: 'what one service became, and which lines made it' }),
  traefikVersion,
  secrets,
}

export type RenderOptions = ValuesOf<typeof options>

export const renderCommand = command({
  name: 'render',
  usage: 'pointsman render [DIR]',
  about: 'print what would be served',
  more: [
    'Prints the body of GET /config, byte for byte. DIR is ./services unless given.',
    'Private keys are part of it; with --service they are not shown.',
  ],
  example: 'pointsman render services/ --service authentik',
  mostOperands: 1,
  options,
  load: async () => (await import('../render.ts')).render,
})

/** How `pointsman init` is called. */
import { command } from '../command.ts'
import { flag, type ValuesOf } from '../option.ts'

const options = {
  compose: flag('a compose.yaml beside it, with Traefik and Pointsman'),
}

export type InitOptions = ValuesOf<typeof options>

export const initCommand = command({
  name: 'init',
  usage: 'pointsman init [DIR]',
  about: 'write a first service, and say what to tell Traefik',
  more: ['Asks nothing, and never writes over a file. DIR is ./services unless given.'],
  example: 'pointsman init --compose',
  mostOperands: 1,
  options,
  load: async () => (await import('../init.ts')).init,
})

/** Every command: what it does in one line, how it is called, and one example. */
import type { CommandName } from './options.ts'

export interface Command {
  readonly name: CommandName
  readonly usage: string
  readonly about: string
  readonly more: readonly string[]
  readonly example: string
  readonly mostOperands: number
}

export const COMMANDS: readonly Command[] = [
  {
    name: 'serve',
    usage: 'pointsman serve [DIR]',
    about: 'watch a folder and serve it to Traefik',
    more: ['DIR is ./services unless given.'],
    example: 'pointsman serve /etc/pointsman/services --listen 0.0.0.0:9790',
    mostOperands: 1,
  },
  {
    name: 'check',
    usage: 'pointsman check [PATH…]',
    about: 'report every mistake in all definitions',
    more: [
      'PATH is a folder or a file, ./services unless given; `-` is standard input.',
      'Ends with 0 when all is good, 1 when there are mistakes, 2 when called wrongly.',
    ],
    example: 'pointsman check services/',
    mostOperands: Number.POSITIVE_INFINITY,
  },
]

/** How `pointsman static` is called. */
import { command } from '../command.ts'
import { flag, option, orProblem, repeatable, words, type ValuesOf } from '../option.ts'
import { traefikVersion } from '../options.ts'

const options = {
  compose: flag('as lines of a Compose file'),
  entryPoint: repeatable<readonly [string, string]>({
    value: 'NAME=ADDR',
    about: 'where an entry point listens: `postgres=:5432`',
    parse(text) {
      const [, name, address] = /^([\w.-]+)=([^=]*:\d{1,5}(?:\/(?:tcp|udp))?)$/.exec(text) ?? []
      return orProblem(
        name === undefined || address === undefined ? undefined : ([name, address] as const),
        'must be `NAME=:PORT`, such as `postgres=:5432` or `dns=:53/udp`',
      )
    },
  }),
  endpoint: option({
    value: 'URL',
    about: 'where Traefik finds Pointsman',
    otherwise: 'http://pointsman:9790/config',
    parse: (text) => orProblem(/^https?:\/\/[^\s/]/.test(text) ? text : undefined, 'must be a URL'),
  }),
  tokenFile: words({ value: 'FILE', about: 'holds the token that Pointsman asks for' }),
  ca: words({ value: 'FILE', about: "the authority that signed Pointsman's certificate" }),
  traefikVersion,
}

export type StaticOptions = ValuesOf<typeof options>

export const staticCommand = command({
  name: 'static',
  usage: 'pointsman static [DIR]',
  about: "print Traefik's static configuration that is needed",
  more: [
    'What only a person can know is guessed, and stands there as a comment; so does',
    'what has to be true elsewhere. DIR is ./services unless given.',
  ],
  example: 'pointsman static --compose --entry-point postgres=:5432',
  mostOperands: 1,
  options,
  load: async () => (await import('../static.ts')).printStatic,
})

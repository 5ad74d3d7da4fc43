/** How `pointsman serve` is called. */
import { parseHold, type Hold } from '../../http/hold.ts'
import { durationFormat } from '../../language/formats/duration.ts'
import { isMistake } from '../../language/shapes/scalar.ts'
import { command } from '../command.ts'
import { parseApiUrl } from '../apiUrl.ts'
import { parseListen, type Listen } from '../listen.ts'
import { flag, option, choice, orProblem, repeatable, words, type ValuesOf } from '../option.ts'
import { secrets, traefikVersion } from '../options.ts'

const options = {
  listen: option<Listen>({
    value: 'HOST:PORT',
    about: 'where to answer; `127.0.0.1:9790` unless given',
    otherwise: { host: '127.0.0.1', port: 9790 },
    parse: (text) => orProblem(parseListen(text), 'must be `HOST:PORT`, `[::]:PORT` or `:PORT`'),
  }),
  hold: option<Hold>({
    value: 'TIME',
    about: 'how long a poll waits: `auto`, `400ms`, `0`',
    otherwise: 'auto',
    parse(text) {
      const hold = parseHold(text)
      return hold === undefined || hold === 'invalid'
        ? { problem: 'must be `auto`, `0` or a duration such as `400ms`' }
        : { value: hold }
    },
  }),
  traefikVersion,
  secrets,
  /** Milliseconds. */
  settle: option({
    value: 'TIME',
    about: 'how long it must be quiet before a change counts',
    otherwise: 20,
    parse(text) {
      const settle = durationFormat.parse(text)
      return isMistake(settle) || settle > 10_000
        ? { problem: 'must be a duration up to `10s` such as `20ms`' }
        : { value: settle }
    },
  }),
  watchPolling: flag('look every second instead of waiting for events'),
  allowEmpty: flag('an empty folder clears what is served'),
  tokenFile: words({ value: 'FILE', about: 'asks for the token in it, one a line' }),
  tlsCert: words({ value: 'FILE', about: 'speaks TLS with this certificate' }),
  tlsKey: words({ value: 'FILE', about: 'the key of that certificate' }),
  tlsClientCa: words({ value: 'FILE', about: 'asks for a client certificate of this authority' }),
  traefikApi: repeatable({
    value: 'URL',
    about: 'asks this Traefik whether it runs what is served',
    parse: parseApiUrl,
  }),
  traefikApiAuthFile: words({ value: 'FILE', about: '`user:password`, or a token, for those' }),
  state: words({ value: 'DIR', about: 'keeps the last good texts over a restart' }),
  logFormat: choice(['auto', 'json', 'pretty'], {
    value: 'FORMAT',
    about: '`pretty` or `json`; `auto`: pretty on a terminal',
  }),
}

export type ServeOptions = ValuesOf<typeof options>

export const serveCommand = command({
  name: 'serve',
  usage: 'pointsman serve [DIR]',
  about: 'watch a folder and serve it to Traefik',
  more: ['DIR is ./services unless given.'],
  example: 'pointsman serve /etc/pointsman/services --listen 0.0.0.0:9790',
  mostOperands: 1,
  options,
  load: async () => (await import('../serve.ts')).serve,
})

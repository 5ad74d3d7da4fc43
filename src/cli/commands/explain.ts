/** How `pointsman explain` is called. */
import { parseAddress } from '../../traefik/ip.ts'
import { command } from '../command.ts'
import { choice, option, orProblem, repeatable, words, type ValuesOf } from '../option.ts'
import { secrets, traefikVersion } from '../options.ts'

const options = {
  method: option({
    value: 'METHOD',
    about: '`GET` unless given',
    otherwise: 'GET',
    parse: (text) => orProblem(/^[A-Za-z]+$/.test(text) ? text.toUpperCase() : undefined, 'must be a method'),
  }),
  header: repeatable<readonly [string, string]>({
    value: 'HEADER',
    about: 'of the request: `X-Debug: 1`',
    parse(text) {
      const [, name, value] = /^([\w!#$%&'*+.^`|~-]+)\s*:\s*(.*)$/.exec(text) ?? []
      return orProblem(
        name === undefined || value === undefined ? undefined : ([name, value] as const),
        'must be `Name: value`',
      )
    },
  }),
  from: option({
    value: 'IP',
    about: 'who asks; somebody on the Internet unless given',
    // Of a network that is kept for examples (RFC 5737): nobody's, and in nobody's list.
    otherwise: '203.0.113.7',
    parse: (text) => orProblem(parseAddress(text) === undefined ? undefined : text, 'must be an IP address'),
  }),
  entryPoint: words({ value: 'NAME', about: 'where it comes in; found by the scheme unless given' }),
  tcp: option<string | undefined>({
    value: 'NAME',
    about: 'a TCP connection with this SNI; `-` for none',
    otherwise: undefined,
    parse(text) {
      // As the DNS knows it, which is how a client sends it.
      const name = URL.canParse(`http://${text}/`) ? new URL(`http://${text}/`).host : ''
      return orProblem(
        text === '-' ? text : /^[\w.-]+$/.test(name) ? name.replace(/\.$/, '') : undefined,
        'must be a host name, or `-` for a connection without TLS',
      )
    },
  }),
  alpn: repeatable<string>({
    value: 'PROTOCOL',
    about: 'that such a connection offers: `mqtt`',
    parse: (text) => orProblem(/^[!-~]+$/.test(text) ? text : undefined, 'must be the name of a protocol'),
  }),
  format: choice(['pretty', 'json'], { value: 'FORMAT', about: '`pretty` or `json`' }),
  traefikVersion,
  secrets,
}

export type ExplainOptions = ValuesOf<typeof options>

export const explainCommand = command({
  name: 'explain',
  usage: 'pointsman explain URL [DIR]',
  about: 'tell which router takes a request, and why',
  more: [
    'Evaluates the definitions as Traefik does, and follows redirects; asks nobody.',
    'With --tcp there is no URL. DIR is ./services unless given.',
    'Ends with 0 when it is answered, 1 when no router takes it, 2 without an answer.',
  ],
  example: 'pointsman explain https://shop.example.com/cart --from 10.0.0.8',
  mostOperands: 2,
  options,
  load: async () => (await import('../explain.ts')).explain,
})

/** A request's way through the middlewares of a router, one after the other, until one of them answers. */
import { askForPassword, forwardAuth, inFlightReq, ipAllowList, rateLimit } from './accessMiddlewares.ts'
import { isAnswered, type Answered, type Going, type Step } from './going.ts'
import { headers } from './headersMiddleware.ts'
import { addPrefix, replacePath, replacePathRegex, stripPrefix, stripPrefixRegex } from './pathMiddlewares.ts'
import { isMapping } from '../entries.ts'
import { listOf, numberOf, textOf } from './raw.ts'
import { redirectRegex, redirectScheme } from './redirectMiddlewares.ts'

type Settings = Readonly<Record<string, unknown>>
type Effect = (settings: Settings, going: Going) => Pick<Step, 'does' | 'next'>

export interface Way {
  readonly steps: readonly Step[]
  readonly end: Going | Answered
}

/** `middlewares` as they stand in the configuration. */
export function walk(
  names: readonly string[],
  middlewares: Readonly<Record<string, unknown>>,
  start: Going,
): Way {
  const steps: Step[] = []
  let now: Going | Answered = start
  const pass = (name: string, above: readonly string[]): void => {
    if (isAnswered(now)) return
    const [type, settings] = typeOf(middlewares[name.replace(/@http$/, '')])
    if (type === 'chain' && !above.includes(name)) {
      for (const one of listOf(settings['middlewares'])) pass(one, [...above, name])
      return
    }
    const effect = EFFECTS[type] ?? stranger(name, type)
    const { does, next } = effect(settings, now)
    steps.push({ name, type, does, next })
    now = next
  }
  for (const name of names) pass(name, [])
  return { steps, end: now }
}

function typeOf(middleware: unknown): readonly [type: string, settings: Settings] {
  const [type, settings] = Object.entries(isMapping(middleware) ? middleware : {})[0] ?? ['', {}]
  return [type, isMapping(settings) ? settings : {}]
}

const EFFECTS: Readonly<Record<string, Effect>> = {
  stripPrefix,
  stripPrefixRegex,
  addPrefix,
  replacePath,
  replacePathRegex,
  redirectRegex,
  redirectScheme,
  headers,
  ipAllowList,
  ipWhiteList: ipAllowList,
  basicAuth: askForPassword,
  digestAuth: askForPassword,
  forwardAuth,
  rateLimit,
  inFlightReq,
  compress: says('compresses the answer when the client can read it'),
  retry: (settings, going) => ({ does: [`tries up to ${textOf(settings['attempts'])} times`], next: going }),
  circuitBreaker: (settings, going) => ({
    does: [`stops asking the upstream while \`${textOf(settings['expression'])}\``],
    next: going,
  }),
  errors: (settings, going) => ({
    does: [
      `answers ${listOf(settings['status']).join(', ')} of the upstream with a page of \`${textOf(settings['service'])}\``,
    ],
    next: going,
  }),
  buffering: (settings, going) => ({
    does: [
      numberOf(settings['maxRequestBodyBytes']) === 0
        ? 'reads the request before it is passed on'
        : `reads the request before it is passed on, and answers one of more than ${textOf(settings['maxRequestBodyBytes'])} bytes with 413`,
    ],
    next: going,
  }),
  passTLSClientCert: says('hands on the certificate of the client'),
  contentType: says('guesses the type of an answer that has none'),
  grpcWeb: says('turns gRPC-Web into gRPC'),
}

function says(what: string): Effect {
  return (_settings, going) => ({ does: [what], next: going })
}

/** One of another provider, a plugin, or a type that is not evaluated: it is taken to let the request pass. */
function stranger(name: string, type: string): Effect {
  const why =
    type === '' ? (name.includes('@') ? 'of another provider' : 'not in these definitions') : `a \`${type}\``
  return says(`is ${why}: what it does is not known here, and it is taken to let the request pass`)
}

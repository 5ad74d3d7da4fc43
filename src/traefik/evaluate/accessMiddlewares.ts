/** Middlewares that decide who may come: those that look at the address are evaluated, those that ask somebody are named. */
import { networkWith } from '../ip.ts'
import type { Going, Step } from './going.ts'
import { isMapping } from '../entries.ts'
import { listOf, numberOf, textOf } from './raw.ts'

type Settings = Readonly<Record<string, unknown>>
/** Nobody reads more of them; those of `deny` are all others. */
const MANY = 8
type Done = Pick<Step, 'does' | 'next'>

export function ipAllowList(settings: Settings, going: Going): Done {
  const address = addressOf(settings['ipStrategy'], going)
  const ranges = listOf(settings['sourceRange'])
  const range = networkWith(address, ranges)
  if (range !== undefined) return { does: [`lets \`${address}\` pass: it is in \`${range}\``], next: going }
  const status = numberOf(settings['rejectStatusCode']) || 403
  const who = address === '' ? 'a client without an address in `X-Forwarded-For`' : `\`${address}\``
  return {
    does: [
      `refuses ${who}: it is in none of ${ranges.length > MANY ? `its ${ranges.length} networks` : ranges.map((one) => `\`${one}\``).join(', ')}`,
    ],
    next: { status },
  }
}

/** pkg/ip/strategy.go: the connection's, or one of `X-Forwarded-For`, which Traefik keeps only from clients that it trusts. */
function addressOf(strategy: unknown, { clientIp, headers }: Going): string {
  if (!isMapping(strategy)) return clientIp
  const forwarded = (headers.get('X-Forwarded-For')?.[0] ?? '').split(',').map((one) => one.trim())
  const depth = numberOf(strategy['depth'])
  if (depth > 0) return forwarded.at(-depth) ?? ''
  const excluded = listOf(strategy['excludedIPs'])
  if (excluded.length === 0) return clientIp
  return forwarded.findLast((one) => one !== '' && networkWith(one, excluded) === undefined) ?? ''
}

/** Without credentials the answer is 401; whether given ones are right is not looked into. */
export function askForPassword(_settings: Settings, going: Going): Done {
  return going.headers.has('Authorization')
    ? { does: ['asks for user and password: they were sent, and are taken to be right'], next: going }
    : { does: ['asks for user and password, and the request sends none'], next: { status: 401 } }
}

export function forwardAuth(settings: Settings, going: Going): Done {
  const taken = listOf(settings['authResponseHeaders'])
  const headers =
    taken.length === 0 ? '' : `, and hands on ${taken.map((one) => `\`${one}\``).join(', ')} of its answer`
  return {
    does: [
      `asks \`${textOf(settings['address'])}\` who this is${headers}: it is taken to agree; otherwise its answer is the answer`,
    ],
    next: going,
  }
}

export function rateLimit(settings: Settings, going: Going): Done {
  const average = numberOf(settings['average'])
  const period = textOf(settings['period']) || '1s'
  const burst = Math.max(1, numberOf(settings['burst']))
  return {
    does: [
      average === 0
        ? 'limits nothing: `average` is 0'
        : `lets ${average} requests for each ${/^\d+$/.test(period) ? `${period}s` : period} pass, ${burst} at once; more get 429`,
    ],
    next: going,
  }
}

export function inFlightReq(settings: Settings, going: Going): Done {
  const amount = numberOf(settings['amount'])
  if (amount === 0) return { does: ['lets no request pass: `amount` is 0'], next: { status: 429 } }
  return { does: [`lets ${amount} requests at a time pass; more get 429`], next: going }
}

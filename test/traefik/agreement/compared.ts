/** What of an evaluation and of a real answer is compared. */
import type { Evaluation } from '../../../src/traefik/evaluate/evaluate.ts'
import { isAnswered } from '../../../src/traefik/evaluate/going.ts'
import type { Got } from './wire.ts'

export interface Compared {
  readonly status: number
  readonly location?: string | undefined
  readonly url?: string
  readonly host?: string | undefined
  readonly headers?: Readonly<Record<string, string | undefined>>
}

/** Of the headers, those that the evaluation speaks of, and those of the request. */
export function comparable(expected: Evaluation, port: number | undefined): Compared {
  const [first] = expected.upstreams
  if (
    expected.status !== undefined ||
    first === undefined ||
    expected.way === undefined ||
    isAnswered(expected.way.end)
  )
    return {
      status: expected.status ?? 0,
      ...(expected.location === undefined ? {} : { location: expected.location }),
    }
  const headers = Object.fromEntries(
    HEADERS.map((name) => [
      name,
      expected.way === undefined || isAnswered(expected.way.end)
        ? undefined
        : expected.way.end.headers.get(name)?.join(', '),
    ]),
  )
  const one = expected.upstreams.find(({ url }) => url.startsWith(`http://127.0.0.1:${port}/`)) ?? first
  return { status: 200, url: one.url, host: one.host, headers }
}

export function comparedOf({ status, location, upstream }: Got): Compared {
  if (upstream === undefined) return { status, ...(location === undefined ? {} : { location }) }
  const { port, target, headers } = upstream
  return {
    status,
    url: `http://127.0.0.1:${port}${target}`,
    host: headers['host'],
    headers: Object.fromEntries(HEADERS.map((name) => [name, utf8(headers[name.toLowerCase()])])),
  }
}

/** Node reads the bytes of a header one by one. */
function utf8(value: string | undefined): string | undefined {
  return value === undefined ? undefined : Buffer.from(value, 'latin1').toString()
}

const HEADERS = [
  'X-One',
  'X-Two',
  'X-Set',
  'X-Real-Ip',
  'X-Forwarded-Proto',
  'X-Forwarded-Host',
  'X-Forwarded-Port',
  'X-Forwarded-Prefix',
  'X-Replaced-Path',
  'Origin',
]

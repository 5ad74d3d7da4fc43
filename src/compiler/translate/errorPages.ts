/** `errorPages`: pages of another upstream for errors. */
import type { Context } from '../context.ts'
import type { Fragment } from '../fragment.ts'
import type { Subject } from '../subject.ts'
import type { Link } from './chain.ts'
import { serversOf } from './upstream.ts'

export function errorPages(subject: Subject, context: Context, fragment: Fragment): readonly Link[] {
  const { errorPages: pages = [], auth } = subject.keys
  return pages.flatMap(({ status, upstream, path }, index): readonly Link[] => {
    const ranges = auth === undefined ? status : status.flatMap(without401)
    if (ranges.length === 0) return []
    const at = ['errorPages', ...(pages.length === 1 ? [] : [index]), 'upstream']
    const service = serversOf(plain(subject), context, fragment, upstream, at, `${subject.name}-errors`)
    const errors = { status: [...ranges], service, query: path ?? '/{status}.html' }
    return [{ name: { suffix: 'errors' }, middleware: { errors } }]
  })
}

/** Traefik drops the headers of the answer, and with them the question for a password that comes with a 401. */
function without401(range: string): readonly string[] {
  const [from = 0, to = from] = range.split('-').map(Number)
  if (from > 401 || to < 401) return [range]
  return [...(from < 401 ? [rangeOf(from, 400)] : []), ...(to > 401 ? [rangeOf(402, to)] : [])]
}

function rangeOf(from: number, to: number): string {
  return from === to ? `${from}` : `${from}-${to}`
}

/** What a person says of the application's servers does not hold for those of the pages. */
export function plain(subject: Subject): Subject {
  const {
    balance: _balance,
    sticky: _sticky,
    healthCheck: _healthCheck,
    passiveHealthCheck: _passive,
    upstreamTls: _tls,
    keepalive: _keepalive,
    timeouts: _timeouts,
    traefik: _traefik,
    ...keys
  } = subject.keys
  return { ...subject, keys }
}

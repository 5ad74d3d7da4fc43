/** `errorPages`: pages of another upstream for errors. */
import type { Context } from '../context.ts'
import type { Fragment } from '../fragment.ts'
import type { Subject } from '../subject.ts'
import type { Link } from './chain.ts'
import { serversOf } from './upstream.ts'

export function errorPages(subject: Subject, context: Context, fragment: Fragment): readonly Link[] {
  const { status, upstream, path = '/{status}.html' } = subject.keys.errorPages ?? {}
  if (status === undefined || upstream === undefined) return []
  const service = serversOf(
    plain(subject),
    context,
    fragment,
    upstream,
    ['errorPages', 'upstream'],
    `${subject.name}-errors`,
  )
  return [
    { name: { suffix: 'errors' }, middleware: { errors: { status: [...status], service, query: path } } },
  ]
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
    ...keys
  } = subject.keys
  return { ...subject, keys }
}

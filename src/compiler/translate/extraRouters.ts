/** Routers beside a service's own: for the header of a canary, for previews, and for maintenance. */
import { suggest } from '../../diagnostics/suggest.ts'
import type { Context } from '../context.ts'
import type { Fragment } from '../fragment.ts'
import type { Subject } from '../subject.ts'
import { plain } from './errorPages.ts'
import { headerMatchers, notFrom } from './matchers.ts'
import { addRouters, type Wanted } from './routers.ts'
import { partOf } from './target.ts'
import { serversOf } from './upstream.ts'

/** Above the router for the same paths, below the one for a longer path: a route may leave maintenance out. */
const CANARY = 200
const MAINTENANCE = 400

/** Requests with the header always get the new version. */
export function addCanaryHeader(
  subject: Subject,
  context: Context,
  fragment: Fragment,
  wanted: Wanted,
): void {
  const { upstream, header } = subject.keys.canary ?? {}
  if (subject.keys.canary !== undefined && upstream === undefined) {
    subject.report('missing-key', { key: 'upstream', within: '`canary`' }, ['canary'])
  }
  if (upstream === undefined || header === undefined || Object.keys(header).length === 0) return
  const service = serversOf(
    partOf(subject, upstream),
    context,
    fragment,
    upstream,
    ['canary', 'upstream'],
    `${subject.name}-canary`,
  )
  const target = { ...wanted.target, service }
  addRouters(subject, context, fragment, {
    ...wanted,
    redirect: [],
    target,
    part: '-canary',
    matchers: headerMatchers(header),
    above: CANARY,
  })
}

/** Everybody but some networks sees the page. `answers`: the middlewares for it. */
export function addMaintenance(
  subject: Subject,
  context: Context,
  fragment: Fragment,
  wanted: Wanted,
  answers: readonly string[],
): void {
  const { upstream, path, except } = subject.keys.maintenance ?? {}
  if (subject.keys.maintenance === undefined) return
  if (upstream === undefined) {
    subject.report('missing-key', { key: 'upstream', within: '`maintenance`' }, ['maintenance'])
    return
  }
  const service = serversOf(
    plain(subject),
    context,
    fragment,
    upstream,
    ['maintenance', 'upstream'],
    `${subject.name}-maintenance`,
  )
  const name = `${subject.name}-maintenance`
  if (path !== undefined) fragment.middlewares[name] = { replacePath: { path } }
  const target = { service, middlewares: [...answers, ...(path === undefined ? [] : [name])] }
  const matchers = except === undefined ? [] : [notFrom(except)]
  addRouters(subject, context, fragment, {
    ...wanted,
    redirect: [],
    target,
    part: '-maintenance',
    matchers,
    above: MAINTENANCE,
  })
}

/** Other versions, each under a host of its own. */
export function addPreviews(subject: Subject, context: Context, fragment: Fragment, wanted: Wanted): void {
  const { upstreams = {}, preview = {} } = subject.keys
  for (const [name, host] of Object.entries(preview)) {
    const upstream = upstreams[name]
    if (upstream === undefined) {
      const expects = `one of ${Object.keys(upstreams)
        .map((one) => `\`${one}\``)
        .join(', ')}`
      subject.report(
        'unknown-word',
        { found: name, expects, suggestion: suggest(name, Object.keys(upstreams)) },
        ['preview', name],
        [],
        'key',
      )
      continue
    }
    const service = serversOf(
      subject,
      context,
      fragment,
      upstream,
      ['upstreams', name],
      `${subject.name}-${name}`,
    )
    const target = { ...wanted.target, service }
    addRouters(subject, context, fragment, {
      ...wanted,
      target,
      part: `-preview-${name}`,
      hosts: [host],
      hostsPath: ['preview', name],
    })
  }
}

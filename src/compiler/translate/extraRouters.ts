/** Routers beside a service's own: for the header of a canary, previews, maintenance, and authentik's outpost. */
import type { Context } from '../context.ts'
import type { Fragment } from '../fragment.ts'
import type { Subject } from '../subject.ts'
import { OUTPOST_PATH, outpostOf, typeOf } from './auth.ts'
import { plain } from './errorPages.ts'
import { headerMatchers, notFrom } from './matchers.ts'
import { addRouters, type Wanted } from './routers.ts'
import { serversOf } from './upstream.ts'

/** Above everything that a service's own rules can reach, below an explicit priority of a million million. */
const MAINTENANCE = 1_000_000_000

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
    subject,
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
    above: 50,
  })
}

/** Everybody but some networks sees the page. */
export function addMaintenance(subject: Subject, context: Context, fragment: Fragment, wanted: Wanted): void {
  const { upstream, path, except } = subject.keys.maintenance ?? {}
  if (upstream === undefined) return
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
  const target = { service, middlewares: path === undefined ? [] : [name] }
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
        { found: name, expects, suggestion: undefined },
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

/** authentik's outpost answers below its own path on every host that it protects: above the application, and without sign-in. */
export function addOutpost(subject: Subject, context: Context, fragment: Fragment, wanted: Wanted): void {
  const name = subject.keys.auth?.provider ?? routesProvider(subject)
  const provider = name === undefined ? undefined : context.providers.get(name)
  if (
    name === undefined ||
    provider === undefined ||
    typeOf(name, provider) !== 'authentik' ||
    provider.mode === 'domain'
  )
    return
  const outpost = outpostOf(name, provider)
  if (outpost === undefined) return
  const service = `auth-${name}-outpost`
  fragment.services[service] = { loadBalancer: { servers: [{ url: outpost.origin }] } }
  addRouters(subject, context, fragment, {
    ...wanted,
    redirect: [],
    target: { service, middlewares: [] },
    part: '-outpost',
    paths: [{ kind: 'prefix', path: OUTPOST_PATH }],
    bare: true,
    above: MAINTENANCE / 2,
  })
}

/** A provider that only a route of the service names needs the outpost on the host too. */
function routesProvider({ keys }: Subject): string | undefined {
  return (
    (keys.routes ?? [])
      .map((route) => route.auth?.provider)
      .find((name) => name !== undefined && name !== null) ?? undefined
  )
}

/** What a router leads to: servers, or servers with a canary, a fallback and a mirror laid around them. */
import type { Upstream } from '../../language/service/upstream.ts'
import type { HttpService } from '../../traefik/config.ts'
import type { Context } from '../context.ts'
import { shareService, type Fragment } from '../fragment.ts'
import type { ValuePath } from '../locate.ts'
import type { Subject } from '../subject.ts'
import { stickyOf } from './balance.ts'
import { mainUpstream, type Main } from './mainUpstream.ts'
import { overlayService } from './overlay.ts'
import { serversOf } from './upstream.ts'

/** Makes the service called `name` and gives the name under which a router finds it. */
type Build = (name: string) => string

export function targetOf(subject: Subject, context: Context, fragment: Fragment): string | undefined {
  const main = mainUpstream(subject)
  if (main === undefined) return undefined
  const servers =
    (who: Subject, upstream: Upstream, path: ValuePath): Build =>
    (name) =>
      serversOf(who, context, fragment, upstream, path, name)
  const put = (name: string, service: HttpService): string => {
    const over = subject.keys.traefik?.service
    return shareService(fragment, name, overlayService(service, over, name === subject.name))
  }
  const weighted = (name: string, parts: readonly Part[]): string => {
    const built = parts.map(({ build, name: part, weight }) => ({ name: build(part), weight }))
    return put(name, weightedOf(subject, context, built, parts))
  }

  let build = buildMain(main, subject, servers, weighted)
  const { canary, fallback, mirror } = subject.keys
  if (canary?.upstream !== undefined) {
    const stable = build
    const { upstream, weight = 0 } = canary
    const newer = servers(partOf(subject, upstream), upstream, ['canary', 'upstream'])
    const ours = upstreamsOf(main).every((one) => 'servers' in one)
    build = (name) =>
      weighted(name, [
        { build: stable, name: `${name}-stable`, weight: 100 - weight, ours },
        { build: newer, name: `${subject.name}-canary`, weight, ours: 'servers' in upstream },
      ])
  }
  if (fallback !== undefined) {
    const primary = build
    const standby = servers(besides(subject), fallback, ['fallback'])
    checkFallback(subject, [
      ...upstreamsOf(main),
      ...(canary?.upstream === undefined ? [] : [canary.upstream]),
    ])
    build = (name) =>
      put(name, {
        failover: { service: primary(`${name}-primary`), fallback: standby(`${subject.name}-fallback`) },
      })
  }
  if (mirror?.upstream !== undefined) {
    const mirrored = build
    const { upstream, percent = 100, maxBody } = mirror
    const copy = servers(besides(subject), upstream, ['mirror', 'upstream'])
    build = (name) =>
      put(name, {
        mirroring: {
          service: mirrored(`${name}-mirrored`),
          mirrors: [{ name: copy(`${subject.name}-mirror`), percent }],
          ...(maxBody === undefined ? {} : { maxBodySize: maxBody }),
        },
      })
  } else if (mirror !== undefined)
    subject.report('missing-key', { key: 'upstream', within: '`mirror`' }, ['mirror'])
  return build(subject.name)
}

interface Part {
  readonly build: Build
  readonly name: string
  readonly weight: number
  /** Made by us, and not the service of another provider. */
  readonly ours: boolean
}

function buildMain(
  main: Main,
  subject: Subject,
  servers: (who: Subject, upstream: Upstream, path: ValuePath) => Build,
  weighted: (name: string, parts: readonly Part[]) => string,
): Build {
  if (main.kind === 'one') {
    const who = subject.keys.canary === undefined ? subject : partOf(subject, main.upstream)
    const build = servers(who, main.upstream, main.path)
    return main.name === undefined ? build : () => build(main.name ?? '')
  }
  return (name) =>
    weighted(
      name,
      main.parts.map(({ upstream, weight }, index) => ({
        build: servers(partOf(subject, upstream), upstream, ['split', index, 'upstream']),
        name: `${name}-${partName(upstream, index)}`,
        weight,
        ours: 'servers' in upstream,
      })),
    )
}

/** With `healthCheck` a part whose servers are all down gets no requests, instead of failing its share of them. */
function weightedOf(
  subject: Subject,
  context: Context,
  services: { name: string; weight: number }[],
  parts: readonly Part[],
): HttpService {
  const sticky = stickyOf(subject, context)
  const checked = subject.keys.healthCheck !== undefined && parts.every((part) => part.ours)
  return {
    weighted: {
      services,
      ...(sticky === undefined ? {} : { sticky }),
      ...(checked ? { healthCheck: {} } : {}),
    },
  }
}

/** One cookie says which part, another which server of it: under one name they would overwrite each other. */
export function partOf(subject: Subject, upstream: Upstream): Subject {
  const { sticky, ...keys } = subject.keys
  if (sticky === undefined) return subject
  if (!('servers' in upstream) || upstream.servers.length < 2) return { ...subject, keys }
  const cookie = sticky.cookie === undefined ? {} : { cookie: `${sticky.cookie}_server` }
  return { ...subject, keys: { ...keys, sticky: { ...sticky, ...cookie } } }
}

/** A page that says sorry, or a shadow, need not have the health path of the application. */
function besides(subject: Subject): Subject {
  const {
    healthCheck: _healthCheck,
    passiveHealthCheck: _passive,
    sticky: _sticky,
    balance: _balance,
    traefik: _traefik,
    ...keys
  } = subject.keys
  return { ...subject, keys }
}

function checkFallback(subject: Subject, before: readonly Upstream[]): void {
  if (subject.keys.healthCheck === undefined) {
    const why = 'without it nobody knows when to fall back'
    subject.report(
      'needs-another-key',
      { key: 'fallback', needs: 'healthCheck', why },
      ['fallback'],
      [],
      'key',
    )
  }
  for (const one of before) {
    if (!('reference' in one)) continue
    const why = 'whether a service that is defined elsewhere is healthy cannot be seen from here'
    const values = { key: 'fallback', other: `upstream: ${one.reference}`, why }
    subject.report('cannot-stand-together', values, ['fallback'], [], 'key')
  }
}

function upstreamsOf(main: Main): readonly Upstream[] {
  return main.kind === 'one' ? [main.upstream] : main.parts.map((part) => part.upstream)
}

/** Named after its first server, so that the name does not depend on the order. */
function partName(upstream: Upstream, index: number): string {
  const origin = 'servers' in upstream ? upstream.servers[0]?.url.origin : upstream.reference
  return (origin ?? String(index)).replace(/^[a-z0-9]+:\/\//, '').replace(/[^A-Za-z0-9]+/g, '-')
}

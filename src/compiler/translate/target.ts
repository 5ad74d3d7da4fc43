/** What a router leads to: servers, or servers with a canary, a fallback and a mirror laid around them. */
import type { Upstream } from '../../language/service/upstream.ts'
import type { HttpService } from '../../traefik/config.ts'
import type { Context } from '../context.ts'
import { share, type Fragment } from '../fragment.ts'
import type { ValuePath } from '../locate.ts'
import type { Subject } from '../subject.ts'
import { stickyOf } from './balance.ts'
import { serversOf } from './upstream.ts'

/** Makes the service called `name` and gives the name under which a router finds it; nothing when there is a mistake. */
type Build = (name: string) => string | undefined

export function targetOf(subject: Subject, context: Context, fragment: Fragment): string | undefined {
  const { canary, fallback, mirror } = subject.keys
  const leaf =
    (upstream: Upstream, path: ValuePath): Build =>
    (name) =>
      serversOf(subject, context, fragment, upstream, path, name)
  const put = (name: string, service: HttpService): string => share(fragment.services, name, service)

  let build: Build | undefined = mainOf(subject, leaf, put)
  if (build === undefined) return undefined

  if (canary?.upstream !== undefined) {
    const stable = build
    const { upstream, weight = 0 } = canary
    const newer = leaf(upstream, ['canary', 'upstream'])
    build = (name) => {
      const [first, second] = [stable(`${name}-stable`), newer(`${subject.name}-canary`)]
      if (first === undefined || second === undefined) return undefined
      return put(
        name,
        weighted(subject, [
          [first, 100 - weight],
          [second, weight],
        ]),
      )
    }
  }
  if (fallback !== undefined) {
    const primary = build
    if (subject.keys.healthCheck === undefined) {
      subject.report(
        'needs-another-key',
        { key: 'fallback', needs: 'healthCheck', why: 'without it nobody knows when to fall back' },
        ['fallback'],
        [],
        'key',
      )
    }
    const standby = leaf(fallback, ['fallback'])
    const reference = referencesOf(subject)[0]
    if (reference !== undefined) {
      subject.report(
        'cannot-stand-together',
        {
          key: 'fallback',
          other: `upstream: ${reference}`,
          why: 'whether a service that is defined elsewhere is healthy cannot be seen from here',
        },
        ['fallback'],
        [],
        'key',
      )
      return undefined
    }
    build = (name) => {
      const [first, second] = [primary(`${name}-primary`), standby(`${subject.name}-fallback`)]
      return first === undefined || second === undefined
        ? undefined
        : put(name, { failover: { service: first, fallback: second } })
    }
  }
  if (mirror?.upstream !== undefined) {
    const mirrored = build
    const { upstream, percent = 100, maxBody } = mirror
    const copy = leaf(upstream, ['mirror', 'upstream'])
    build = (name) => {
      const [first, second] = [mirrored(`${name}-mirrored`), copy(`${subject.name}-mirror`)]
      if (first === undefined || second === undefined) return undefined
      return put(name, {
        mirroring: {
          service: first,
          mirrors: [{ name: second, percent }],
          ...(maxBody === undefined ? {} : { maxBodySize: maxBody }),
        },
      })
    }
  } else if (mirror !== undefined)
    subject.report('missing-key', { key: 'upstream', within: '`mirror`' }, ['mirror'])
  return build(subject.name)
}

type Leaf = (upstream: Upstream, path: ValuePath) => Build

/** Exactly one of `upstream`, `split` and `upstreams` with `active`. */
function mainOf(
  subject: Subject,
  leaf: Leaf,
  put: (name: string, service: HttpService) => string,
): Build | undefined {
  const { upstream, split, upstreams, active } = subject.keys
  const said = (['upstream', 'split', 'upstreams'] as const).filter((key) => subject.keys[key] !== undefined)
  const [first, second] = said
  if (first !== undefined && second !== undefined && subject.says(second)) {
    subject.report(
      'cannot-stand-together',
      { key: second, other: first, why: 'each says where all requests go' },
      [second],
      [],
      'key',
    )
    return undefined
  }
  if (split !== undefined) {
    return (name) => {
      const parts = split.map(
        (part, index) =>
          [
            leaf(part.upstream, ['split', index, 'upstream'])(`${name}-${partName(part.upstream, index)}`),
            part.weight,
          ] as const,
      )
      return put(
        name,
        weighted(
          subject,
          parts.flatMap(([part, share]) => (part === undefined ? [] : [[part, share] as const])),
        ),
      )
    }
  }
  if (upstreams !== undefined) {
    const chosen = active === undefined ? undefined : upstreams[active]
    if (active === undefined)
      subject.report(
        'needs-another-key',
        { key: 'upstreams', needs: 'active', why: 'one of them must be served' },
        ['upstreams'],
        [],
        'key',
      )
    else if (chosen === undefined)
      subject.report(
        'unknown-word',
        {
          found: active,
          expects: `one of ${Object.keys(upstreams)
            .map((name) => `\`${name}\``)
            .join(', ')}`,
          suggestion: undefined,
        },
        ['active'],
      )
    return chosen === undefined || active === undefined
      ? undefined
      : () => leaf(chosen, ['upstreams', active])(`${subject.name}-${active}`)
  }
  if (upstream === undefined) {
    subject.report('missing-upstream', { service: subject.service }, [])
    return undefined
  }
  return leaf(upstream, ['upstream'])
}

function weighted(subject: Subject, parts: readonly (readonly [string, number])[]): HttpService {
  const sticky = stickyOf(subject)
  return {
    weighted: {
      services: parts.map(([name, weight]) => ({ name, weight })),
      // So that a fallback around it is told when no part is healthy; every part then has its own check.
      ...(subject.keys.fallback === undefined ? {} : { healthCheck: {} }),
      ...(sticky === undefined ? {} : { sticky }),
    },
  }
}

/** Services of others that requests are sent to, beside a fallback. */
function referencesOf({
  keys: { upstream, split = [], upstreams = {}, canary },
}: Subject): readonly string[] {
  return [
    upstream,
    ...split.map((part) => part.upstream),
    ...Object.values(upstreams),
    canary?.upstream,
  ].flatMap((one) => (one !== undefined && 'reference' in one ? [one.reference] : []))
}

/** Named after its first server, so that the name does not depend on the order. */
function partName(upstream: Upstream, index: number): string {
  const origin = 'servers' in upstream ? upstream.servers[0]?.url.origin : upstream.reference
  return (origin ?? String(index)).replace(/^[a-z0-9]+:\/\//, '').replace(/[^A-Za-z0-9]+/g, '-')
}

/** Where a request goes from a service: the servers it may reach, and what they get. */
import type { TraefikConfig } from '../config.ts'
import { toBytes, toText } from './bytes.ts'
import { escapedPath, parsePath } from './goUrl.ts'
import type { Going } from './going.ts'
import { isMapping } from '../entries.ts'
import { listOf, numberOf, textOf } from './raw.ts'

export interface Upstream {
  /** The service that holds it. */
  readonly service: string
  /** With the path and query of this request. */
  readonly url: string
  /** The `Host` header. */
  readonly host: string
  /** Of all requests, in percent; absent when it only steps in for another. */
  readonly share?: number
  readonly as?: 'mirror' | 'fallback'
}

export interface Reached {
  readonly upstreams: readonly Upstream[]
  /** A service of another provider, or one of Traefik's own: it is not part of this configuration. */
  readonly elsewhere: readonly string[]
}

type Raw = Readonly<Record<string, unknown>>

export function upstreamsOf(config: TraefikConfig, service: string, going: Going): Reached {
  const upstreams: Upstream[] = []
  const elsewhere: string[] = []
  visit(service, { share: 100 }, [])
  return { upstreams, elsewhere }

  function visit(written: string, role: Pick<Upstream, 'share' | 'as'>, above: readonly string[]): void {
    const name = written.replace(/@http$/, '')
    const found: unknown = config.http?.services?.[name]
    if (!isMapping(found)) {
      elsewhere.push(name)
      return
    }
    if (above.includes(name)) return
    const deeper = [...above, name]
    const { loadBalancer, weighted, highestRandomWeight, mirroring, failover } = found
    if (isMapping(loadBalancer)) servers(name, loadBalancer, role)
    const split = isMapping(weighted) ? weighted : highestRandomWeight
    if (isMapping(split)) {
      const parts = itemsOf(split['services'])
      const weights = parts.map((part) => (part['weight'] === undefined ? 1 : numberOf(part['weight'])))
      for (const [index, part] of parts.entries())
        visit(textOf(part['name']), shareOf(role, weights, index), deeper)
    }
    if (isMapping(mirroring)) {
      visit(textOf(mirroring['service']), role, deeper)
      for (const mirror of itemsOf(mirroring['mirrors']))
        visit(textOf(mirror['name']), { share: numberOf(mirror['percent']), as: 'mirror' }, deeper)
    }
    if (isMapping(failover)) {
      visit(textOf(failover['service']), role, deeper)
      visit(textOf(failover['fallback']), { as: 'fallback' }, deeper)
    }
  }

  function servers(service: string, loadBalancer: Raw, role: Pick<Upstream, 'share' | 'as'>): void {
    const list = itemsOf(loadBalancer['servers'])
    const weights = list.map((server) => (server['weight'] === undefined ? 1 : numberOf(server['weight'])))
    for (const [index, server] of list.entries()) {
      if ((weights[index] ?? 1) <= 0) continue
      const url = textOf(server['url'])
      const [, origin = url, base = ''] = /^([a-z0-9+.-]+:\/\/[^/?#]*)([^?#]*)/i.exec(url) ?? []
      const keepsPath = textOf(server['preservePath']) === 'true'
      const passesHost = textOf(loadBalancer['passHostHeader']) !== 'false'
      upstreams.push({
        service,
        url: `${origin}${pathFor(keepsPath ? base : '', going)}`,
        host: passesHost ? going.host : origin.replace(/^.*:\/\//, ''),
        ...shareOf(role, weights, index),
      })
    }
  }
}

/** `server` is the path in the URL of the server, which counts only when it shall. */
function pathFor(server: string, { url, search }: Going): string {
  const sent = escapedPath(url) || '/'
  const own = parsePath(toBytes(server))
  const base = own === undefined ? '' : escapedPath(own)
  const path = base === '' ? sent : `${base.replace(/\/$/, '')}${sent.startsWith('/') ? sent : `/${sent}`}`
  return toText(path) + search
}

function shareOf(
  { share, as }: Pick<Upstream, 'share' | 'as'>,
  weights: readonly number[],
  index: number,
): Pick<Upstream, 'share' | 'as'> {
  const positive = weights.map((weight) => Math.max(0, weight))
  const sum = positive.reduce((total, weight) => total + weight, 0)
  const own = sum === 0 ? 0 : (positive[index] ?? 0) / sum
  return { ...(share === undefined ? {} : { share: share * own }), ...(as === undefined ? {} : { as }) }
}

function itemsOf(value: unknown): readonly Raw[] {
  if (Array.isArray(value)) return value.filter(isMapping)
  return listOf(value).map((name) => ({ name }))
}

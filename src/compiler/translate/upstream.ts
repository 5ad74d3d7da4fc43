/** `upstream`, `upstreamTls`, `keepalive`, `timeouts`, `passHost`: where requests go. */
import { goDuration } from '../../language/formats/duration.ts'
import type { LoadBalancer, ServersTransport } from '../../traefik/config.ts'
import type { Context } from '../context.ts'
import { share, type Fragment } from '../fragment.ts'
import type { ValuePath } from '../locate.ts'
import type { Subject } from '../subject.ts'
import type { Upstream } from '../../language/service/upstream.ts'
import { balanceOf } from './balance.ts'
import { needs } from './needs.ts'
import { readPem, readPair } from './pem.ts'
import { commonPath, isAlone } from './prefix.ts'

/** What Traefik's own transport keeps; a named one inherits nothing, and Go's default would be 2. */
const IDLE_CONNECTIONS = 200

/** Makes the service called `name` for these servers. Gives the name under which a router finds it. */
export function serversOf(
  subject: Subject,
  context: Context,
  fragment: Fragment,
  upstream: Upstream,
  path: ValuePath,
  name: string,
): string {
  if ('reference' in upstream) {
    for (const key of [
      'upstreamTls',
      'keepalive',
      'timeouts',
      'passHost',
      'sticky',
      'healthCheck',
      'balance',
    ] as const) {
      if (path[0] === 'upstream' && subject.says(key)) {
        subject.report(
          'unused-key',
          { key, why: 'the upstream is a service that is defined elsewhere' },
          [key],
          [],
          'key',
        )
      }
    }
    return upstream.reference
  }
  const loadBalancer: LoadBalancer = {
    servers: servers(subject, context, upstream, path),
    ...balanceOf(subject, context),
  }
  if (subject.keys.passHost === false) loadBalancer.passHostHeader = false
  const transport = transportOf(subject, context)
  if (transport !== undefined) {
    loadBalancer.serversTransport = share(fragment.serversTransports, subject.name, transport)
  }
  return share(fragment.services, name, { loadBalancer })
}

function servers(
  subject: Subject,
  context: Context,
  upstream: Extract<Upstream, { servers: unknown }>,
  path: ValuePath,
): LoadBalancer['servers'] {
  // Only the path of `upstream` itself is put in front by a middleware; others keep theirs in the URL.
  const shared = path[0] === 'upstream' && isAlone(subject) ? commonPath(upstream) : undefined
  return upstream.servers.map(({ url, weight }, index) => {
    const keepsPath = shared === undefined && url.path !== ''
    if (keepsPath)
      needs(subject, context, '3.2', 'A path in a URL that is not the same in all', [...path, index])
    return {
      url: keepsPath ? `${url.origin}${url.path}` : url.origin,
      ...(weight === undefined || weight === null ? {} : { weight }),
      ...(keepsPath ? { preservePath: true } : {}),
    }
  })
}

/** Nothing, where Traefik's own transport does the same. */
function transportOf(subject: Subject, context: Context): ServersTransport | undefined {
  const { upstreamTls = {}, keepalive = {}, timeouts = {} } = subject.keys
  const timings = {
    ...(timeouts.connect === undefined ? {} : { dialTimeout: goDuration(timeouts.connect) }),
    ...(timeouts.response === undefined ? {} : { responseHeaderTimeout: goDuration(timeouts.response) }),
    ...idleTimeout(subject),
  }
  const settings: ServersTransport = {
    ...(upstreamTls.verify === false ? { insecureSkipVerify: true } : {}),
    ...(upstreamTls.serverName === undefined ? {} : { serverName: upstreamTls.serverName }),
    ...authorities(subject, context),
    ...clientCertificate(subject, context),
    ...(Object.keys(timings).length === 0 ? {} : { forwardingTimeouts: timings }),
  }
  if (Object.keys(settings).length === 0 && keepalive.idle === undefined) return undefined
  return {
    ...settings,
    maxIdleConnsPerHost: keepalive.idle === 0 ? -1 : (keepalive.idle ?? IDLE_CONNECTIONS),
  }
}

function idleTimeout(subject: Subject): { idleConnTimeout?: string } {
  const { keepalive = {}, timeouts = {} } = subject.keys
  if (keepalive.timeout !== undefined && timeouts.idle !== undefined && keepalive.timeout !== timeouts.idle) {
    subject.report(
      'cannot-stand-together',
      {
        key: 'timeouts: { idle }',
        other: 'keepalive: { timeout }',
        why: 'they are the same setting and differ',
      },
      ['timeouts', 'idle'],
      [{ message: 'The other one is here.', place: subject.at(['keepalive', 'timeout']) }],
    )
  }
  const idle = keepalive.timeout ?? timeouts.idle
  return idle === undefined ? {} : { idleConnTimeout: goDuration(idle) }
}

function authorities(subject: Subject, context: Context): { rootCAs?: string[] } {
  const files = subject.keys.upstreamTls?.ca ?? []
  const texts = files.flatMap(
    (file, index) => readPem(subject, context, file, ['upstreamTls', 'ca', index]) ?? [],
  )
  return texts.length === 0 ? {} : { rootCAs: texts }
}

function clientCertificate(
  subject: Subject,
  context: Context,
): { certificates?: { certFile: string; keyFile: string }[] } {
  const { cert, key } = subject.keys.upstreamTls ?? {}
  const pair = readPair(subject, context, { cert, key }, 'upstreamTls')
  return pair === undefined ? {} : { certificates: [{ certFile: pair.certFile, keyFile: pair.keyFile }] }
}

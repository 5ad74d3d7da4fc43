/** `upstream` and `passHost`: the servers that requests go to. */
import type { LoadBalancer } from '../../traefik/config.ts'
import type { Context } from '../context.ts'
import { shareService, type Fragment } from '../fragment.ts'
import type { ValuePath } from '../locate.ts'
import type { Subject } from '../subject.ts'
import type { Upstream } from '../../language/service/upstream.ts'
import { balanceOf } from './balance.ts'
import { overlayService } from './overlay.ts'
import { needs } from './needs.ts'
import { commonPath, isAlone } from './prefix.ts'
import { transportOf } from './transport.ts'

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
    const { reference: name } = upstream
    fragment.mentions.push({ kind: 'http.services', name, place: () => subject.at(path) })
    return name
  }
  const loadBalancer: LoadBalancer = {
    servers: servers(subject, context, upstream, path),
    ...balanceOf(subject, context),
  }
  if (subject.keys.passHost === false) loadBalancer.passHostHeader = false
  const transport = transportOf(subject, context, fragment)
  if (transport !== undefined) {
    fragment.serversTransports[transport.name] = transport.transport
    loadBalancer.serversTransport = transport.name
  }
  const over = subject.keys.traefik?.service
  return shareService(fragment, name, overlayService({ loadBalancer }, over, name === subject.name))
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

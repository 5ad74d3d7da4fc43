/** `tcp` and `udp`: routers and services of streams. */
import type { Context } from '../context.ts'
import type { Fragment, Streams } from '../fragment.ts'
import type { Subject } from '../subject.ts'
import { any, call } from '../../traefik/rule.ts'
import { tlsOf } from './tls.ts'

export function addStreams(subject: Subject, context: Context, fragment: Fragment): void {
  addTcp(subject, context, fragment)
  const { udp } = subject.keys
  if (udp?.entryPoint === undefined) return
  const service = serviceOf(subject, 'udp', fragment.udp, {})
  if (service !== undefined)
    fragment.udp.routers[subject.name] = { entryPoints: [...udp.entryPoint], service }
}

function addTcp(subject: Subject, context: Context, fragment: Fragment): void {
  const { tcp } = subject.keys
  if (tcp?.entryPoint === undefined) return
  const mode = tcp.tls ?? (tcp.sni === undefined ? 'off' : 'terminate')
  if (mode === 'off' && tcp.sni !== undefined) {
    const why = 'only TLS tells the name that a client asks for'
    subject.report('cannot-stand-together', { key: 'sni', other: 'tls: off', why }, ['tcp', 'sni'])
    return
  }
  const proxyProtocol =
    tcp.proxyProtocol === undefined ? {} : { proxyProtocol: { version: tcp.proxyProtocol } }
  const service = serviceOf(subject, 'tcp', fragment.tcp, proxyProtocol)
  if (service === undefined) return
  const middlewares = tcp.allow === undefined ? [] : [`${subject.name}-allow`]
  if (tcp.allow !== undefined)
    fragment.tcp.middlewares[`${subject.name}-allow`] = { ipAllowList: { sourceRange: [...tcp.allow] } }
  const tls =
    mode === 'off'
      ? undefined
      : mode === 'passthrough'
        ? { passthrough: true }
        : tlsOf(subject, context, fragment)
  fragment.tcp.routers[subject.name] = {
    entryPoints: [...tcp.entryPoint],
    rule: any((tcp.sni ?? ['*']).map((name) => call('HostSNI', name))).text,
    ...(middlewares.length === 0 ? {} : { middlewares }),
    service,
    // Without names there is nothing to tie options to, and `{}` means Traefik's own.
    ...(tls === undefined
      ? {}
      : { tls: tcp.sni === undefined && 'options' in tls ? withoutOptions(tls) : tls }),
  }
}

function withoutOptions<T extends { options?: string }>({
  options: _options,
  ...tls
}: T): Omit<T, 'options'> {
  return tls
}

function serviceOf(
  subject: Subject,
  protocol: 'tcp' | 'udp',
  streams: Streams,
  settings: object,
): string | undefined {
  const { upstream, split } = subject.keys[protocol] ?? {}
  const balancer = (addresses: readonly string[]) => ({
    loadBalancer: { servers: addresses.map((address) => ({ address })), ...settings },
  })
  if (split !== undefined) {
    const parts = split.map((part) => {
      const name = `${subject.name}-${(part.upstream[0] ?? '').replace(/[^A-Za-z0-9]+/g, '-')}`
      streams.services[name] = balancer(part.upstream)
      return { name, weight: part.weight }
    })
    streams.services[subject.name] = { weighted: { services: parts } }
  } else if (upstream !== undefined) streams.services[subject.name] = balancer(upstream)
  else {
    subject.report('missing-key', { key: 'upstream', within: `\`${protocol}\`` }, [protocol])
    return undefined
  }
  return subject.name
}

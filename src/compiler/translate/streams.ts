/** `tcp` and `udp`: routers and services of streams. */
import type { Context } from '../context.ts'
import type { Fragment, Streams } from '../fragment.ts'
import type { Subject } from '../subject.ts'
import type { ValuePath } from '../locate.ts'
import { any, call, type Rule } from '../../traefik/rule.ts'
import { needs } from './needs.ts'
import { isWildcard } from './reach.ts'
import { checkUdpAccess, tcpAccess } from './streamAccess.ts'
import { isHttp } from './streamsAlone.ts'
import { streamTlsOf } from './tls.ts'

export function addStreams(subject: Subject, context: Context, fragment: Fragment): void {
  addTcp(subject, context, fragment)
  const { udp } = subject.keys
  if (udp?.entryPoint === undefined) return
  checkUdpAccess(subject)
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
  const middlewares = tcpAccess(subject, fragment)
  const tls =
    mode === 'off'
      ? undefined
      : mode === 'passthrough'
        ? { passthrough: true }
        : streamTlsOf(subject, context, fragment)
  if (mode !== 'terminate') checkTls(subject)
  const tied = tls !== undefined && 'options' in tls && tls.options !== undefined
  for (const { suffix, names, priority } of namesOf(tcp.sni)) {
    const rules = names.map((name, index) =>
      nameRule(subject, context, name, { tied, path: ['tcp', 'sni', index] }),
    )
    fragment.tcp.routers[`${subject.name}${suffix}`] = {
      entryPoints: [...tcp.entryPoint],
      rule: any(rules).text,
      priority,
      ...(middlewares.length === 0 ? {} : { middlewares: [...middlewares] }),
      service,
      ...(tls === undefined ? {} : { tls }),
    }
  }
}

/** TLS that does not end here asks nobody for a certificate. */
function checkTls(subject: Subject): void {
  if (isHttp(subject) || !subject.says('tls', 'clientCa')) return
  const why = 'who speaks no TLS with Traefik shows it no certificate'
  const help = 'Write `tcp: { tls: terminate }`, or let the upstream ask for it.'
  const other = `tcp.tls: ${subject.keys.tcp?.tls ?? 'off'}`
  subject.report('cannot-stand-together', { key: 'tls.clientCa', other, why, help }, ['tls', 'clientCa'])
}

/** Names before patterns of names, and both before every connection. */
function namesOf(sni: readonly string[] | undefined) {
  if (sni === undefined) return [{ suffix: '', names: ['*'], priority: -1 }]
  const [exact, wildcard] = [sni.filter((name) => !isWildcard(name)), sni.filter(isWildcard)]
  return [
    { suffix: '', names: exact, priority: 200 },
    { suffix: exact.length === 0 ? '' : '-wildcard', names: wildcard, priority: 100 },
  ].filter(({ names }) => names.length > 0)
}

/** `HostSNI` takes wildcards from Traefik 3.7; before, only a pattern does, to which no TLS options can be tied. */
function nameRule(
  subject: Subject,
  context: Context,
  name: string,
  { tied, path }: { tied: boolean; path: ValuePath },
): Rule {
  if (!isWildcard(name)) return call('HostSNI', name)
  if (!tied) return call('HostSNIRegexp', `^[^.]+${name.slice(1).replaceAll('.', '\\.')}$`)
  needs(subject, context, '3.7', 'A wildcard name with a TLS profile', path)
  return call('HostSNI', name)
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
    if (split.every((part) => part.weight === 0)) {
      const mistake = 'gives no part a weight above 0, so nobody would get a connection'
      subject.report('bad-value', { found: 'split', mistake }, [protocol, 'split'], [], 'key')
      return undefined
    }
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

/** Who may come by streams: what a service says of its clients holds for its connections too. */
import type { Fragment } from '../fragment.ts'
import type { Subject } from '../subject.ts'
import { othersThan } from './allow.ts'
import { isHttp } from './streamsAlone.ts'

/** @returns the names of the middlewares, which are in the fragment */
export function tcpAccess(subject: Subject, fragment: Fragment): readonly string[] {
  return (['deny', 'allow'] as const).flatMap((key) => {
    const from = listFor(subject, key)
    if (from === undefined) return []
    const name = `${subject.name}-${key}`
    fragment.tcp.middlewares[name] = {
      ipAllowList: { sourceRange: [...(key === 'deny' ? othersThan(from) : from)] },
    }
    return [name]
  })
}

/** `tcp: { allow: none }` opens it. */
function listFor(subject: Subject, key: 'allow' | 'deny'): readonly string[] | undefined {
  const { tcp } = subject.keys
  if (key === 'allow' && (tcp?.allow !== undefined || subject.says('tcp', 'allow'))) return tcp?.allow
  const { from, depth } = subject.keys[key] ?? {}
  if (depth === undefined) return from
  const why = 'a connection carries no `X-Forwarded-For` that could be counted'
  const help =
    key === 'allow'
      ? 'Write `tcp: { allow: … }` with the addresses that connections come from.'
      : 'Write `deny` without `depth` into this service, or `deny: none`.'
  subject.report('cannot-stand-together', { key: `${key}.depth`, other: 'tcp', why, help }, [key, 'depth'])
  return undefined
}

/** What a person says of the pages of a service may be said of them alone; what holds for all services is meant for all. */
export function checkUdpAccess(subject: Subject): void {
  for (const key of ['allow', 'deny'] as const) {
    if (subject.keys[key] === undefined) continue
    if (!subject.says(key)) {
      subject.report('open-to-all', { key, service: subject.service }, ['udp'], [], 'key')
    } else if (!isHttp(subject)) {
      const why = 'Traefik has no middlewares for UDP, so that everybody could come'
      const help =
        subject.keys.tcp === undefined
          ? 'Take it out, and let a firewall say who may come.'
          : 'Let a firewall say who may come; for TCP alone write `tcp: { allow: … }`.'
      subject.report('cannot-stand-together', { key, other: 'udp', why, help }, [key], [], 'key')
    }
  }
}

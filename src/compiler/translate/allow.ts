/** `allow` and `deny`: from where one may come. */
import type { Allow } from '../../language/service/access.ts'
import type { Settled } from '../../language/layers.ts'
import { NOBODY } from '../../traefik/ip.ts'
import { fingerprint } from '../fingerprint.ts'
import type { Subject } from '../subject.ts'
import type { Link } from './chain.ts'
import { complement } from './complement.ts'

export function allow(subject: Subject): readonly Link[] {
  const wanted = subject.keys.allow
  const from = networksOf(subject, 'allow', wanted)
  return wanted === undefined || from === undefined
    ? []
    : [{ name: { kind: 'allow', words: from }, middleware: { ipAllowList: listOf(from, wanted, 403) } }]
}

/** Named by what it says: a list that stands in `defaults` is one middleware for all. */
export function deny(subject: Subject): readonly Link[] {
  const wanted = subject.keys.deny
  const from = networksOf(subject, 'deny', wanted)
  if (wanted === undefined || from === undefined) return []
  const others = complement(from)
  const [only] = others
  if (others.length === 1 && (only === '::/0' || only === '0.0.0.0/0'))
    subject.report('denies-one-family', { left: only === '::/0' ? 'IPv6' : 'IPv4' }, ['deny'], [], 'key')
  const list = listOf(orNobody(others), others.length === 0 ? deniesAll(wanted) : wanted, 404)
  return [
    {
      name: { shared: `deny-${fingerprint(JSON.stringify(list)).slice(0, 8)}` },
      middleware: { ipAllowList: list },
    },
  ]
}

export function othersThan(networks: readonly string[]): readonly string[] {
  return orNobody(complement(networks))
}

/** An empty list would be refused. */
function orNobody(networks: readonly string[]): readonly string[] {
  return networks.length === 0 ? [NOBODY] : networks
}

/** Looks at the connection: `X-Forwarded-For` may hold any address. */
function deniesAll({ status }: Settled<Allow>): Settled<Allow> {
  return status === undefined ? {} : { status }
}

function networksOf(
  subject: Subject,
  key: 'allow' | 'deny',
  wanted: Settled<Allow> | undefined,
): readonly string[] | undefined {
  if (wanted !== undefined && wanted.from === undefined)
    subject.report('missing-key', { key: 'from', within: `\`${key}\`` }, [key])
  return wanted?.from
}

/** 403 is what Traefik answers unless told. */
function listOf(
  sourceRange: readonly string[],
  { depth, status }: Settled<Allow>,
  otherwise: number,
): Record<string, unknown> {
  const answer = status ?? otherwise
  return {
    sourceRange: [...sourceRange],
    ...(depth === undefined ? {} : { ipStrategy: { depth } }),
    ...(answer === 403 ? {} : { rejectStatusCode: answer }),
  }
}

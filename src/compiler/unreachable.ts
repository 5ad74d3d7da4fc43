/** The stage that finds routers that no request can reach, because others take all of theirs before them. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { byRank, type Change, type Rank } from './change.ts'
import type { Claim } from './fragment.ts'
import type { RankedPart } from './parts.ts'
import { parentOf, takesAll } from './reaches.ts'

export interface Unreachable {
  update(parts: Change<RankedPart>): void
  diagnostics(): readonly Diagnostic[]
}

interface Claimant {
  readonly by: string
  readonly claim: Claim
  readonly rank: Rank
  /** Among the claims of its part. */
  readonly index: number
}

/** Priorities that we compute put the narrower before the wider: only with what a person gave can it be otherwise. */
export function createUnreachable(): Unreachable {
  const parts = new Set<RankedPart>()
  /** Those with such a one in them: without any there is nothing to look for. */
  const given = new Set<RankedPart>()
  let found: readonly Diagnostic[] | undefined

  return {
    update({ came, went }) {
      if (came.length > 0 || went.length > 0) found = undefined
      for (const ranked of went) {
        parts.delete(ranked)
        given.delete(ranked)
      }
      for (const ranked of came) {
        parts.add(ranked)
        if (ranked.part.claims.some(({ isComputed }) => !isComputed)) given.add(ranked)
      }
    },
    diagnostics: () => (found ??= given.size === 0 ? [] : unreachable([...parts].flatMap(claimantsOf))),
  }
}

function claimantsOf({ part, rank }: RankedPart): readonly Claimant[] {
  return part.claims.map((claim, index) => ({
    by: claim.by ?? part.service ?? part.file,
    claim,
    rank,
    index,
  }))
}

function unreachable(claimants: readonly Claimant[]): readonly Diagnostic[] {
  const byHost = new Map<string, Claimant[]>()
  for (const claimant of claimants) {
    const { host } = claimant.claim
    const there = byHost.get(host)
    if (there === undefined) byHost.set(host, [claimant])
    else there.push(claimant)
  }
  const lost = new Map<Claimant, Claimant>()
  for (const one of claimants) {
    if (one.claim.isComputed) continue
    for (const other of around(one.claim.host)) {
      if (takes(other, one)) lost.set(one, stronger(lost.get(one), other))
      if (takes(one, other)) lost.set(other, stronger(lost.get(other), one))
    }
  }
  return [...lost].map(([{ by, claim }, { by: other, claim: taker }]) => {
    // In a definition priorities are small numbers, and of Traefik's own words they are as they are.
    const above = claim.by === undefined ? undefined : taker.priority
    const values = { what: claim.shown, by, other, above }
    const note = { message: `\`${other}\` takes them here.`, place: taker.hostPlace() }
    return diagnose('unreachable-router', values, claim.hostPlace(), [note])
  })

  /** Those whose hosts may be its own, or hold it, or be held. */
  function* around(host: string): Iterable<Claimant> {
    if (host === '') return yield* claimants
    yield* byHost.get(host) ?? []
    yield* byHost.get('') ?? []
    if (!host.startsWith('*.')) return yield* byHost.get(parentOf(host)) ?? []
    for (const [other, some] of byHost) if (parentOf(other) === host) yield* some
  }
}

/** Of several that take the same, the one that comes first; whoever is asked first. */
function stronger(a: Claimant | undefined, b: Claimant): Claimant {
  if (a === undefined) return b
  const order = b.claim.priority - a.claim.priority || byRank(a, b) || a.index - b.index
  return order <= 0 ? a : b
}

/** With TLS and without, routers do not meet; of a service that has both, the one with TLS is what people come for. */
function takes({ claim: wide }: Claimant, { claim: narrow }: Claimant): boolean {
  if (wide === narrow || wide.priority <= narrow.priority) return false
  const hasTls = narrow.tlsEntryPoints.length > 0
  const points = hasTls ? narrow.tlsEntryPoints : narrow.entryPoints
  const taken = hasTls
    ? wide.tlsEntryPoints
    : wide.entryPoints.filter((point) => !wide.tlsEntryPoints.includes(point))
  return points.length > 0 && points.every((point) => taken.includes(point)) && takesAll(wide, narrow)
}

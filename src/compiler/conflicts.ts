/** The stage that finds services that contradict each other: the same requests, or other TLS options for one host. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { byRank, type Change, type Rank } from './change.ts'
import { createContest, type Contest } from './contest.ts'
import type { Claim } from './fragment.ts'
import type { RankedPart } from './parts.ts'

export interface Conflicts {
  update(parts: Change<RankedPart>): void
  /** The later one is blamed, the earlier one shown beside it. */
  diagnostics(): readonly Diagnostic[]
}

interface Claimant {
  readonly service: string
  readonly claim: Claim
  readonly rank: Rank
  /** Among the claims of its service. */
  readonly index: number
}

export function createConflicts(): Conflicts {
  const parts = new Set<RankedPart>()
  const requests = createContest<Claim>(() => false)
  // Traefik falls back to its own TLS options for a host on an entry point where two routers name different ones.
  const options = createContest<Claim>((a, b) => a.tlsOptions === b.tlsOptions)

  return {
    update({ came, went }) {
      for (const ranked of went) {
        parts.delete(ranked)
        for (const claim of ranked.part.claims) {
          for (const entryPoint of claim.entryPoints) {
            requests.remove(entryPoint, claim.key, claim)
            if (claim.tlsOptions !== undefined) options.remove(entryPoint, claim.host, claim)
          }
        }
      }
      for (const ranked of came) {
        parts.add(ranked)
        for (const claim of ranked.part.claims) {
          for (const entryPoint of claim.entryPoints) {
            requests.add(entryPoint, claim.key, claim)
            if (claim.tlsOptions !== undefined) options.add(entryPoint, claim.host, claim)
          }
        }
      }
    },
    diagnostics: () => [
      ...losers(requests, ({ key }) => key, parts).map(([{ service, claim }, first]) =>
        diagnose('duplicate-host', { what: claim.shown, service, other: first.service }, claim.hostPlace(), [
          { message: 'It is wanted here too.', place: first.claim.hostPlace() },
        ]),
      ),
      ...losers(options, ({ host }) => host, parts).map(([{ claim }, first]) =>
        diagnose(
          'tls-disagreement',
          { host: claim.host, profile: claim.tlsOptions ?? '', other: first.claim.tlsOptions ?? '' },
          claim.tlsPlace(),
          [{ message: `\`${first.service}\` says so here.`, place: first.claim.tlsPlace() }],
        ),
      ),
    ],
  }
}

/** Each claimant that differs from the first one where it stands, with that first one: once, though it may lose on several entry points. */
function losers(
  contest: Contest<Claim>,
  nameOf: (claim: Claim) => string,
  parts: Iterable<RankedPart>,
): readonly (readonly [Claimant, Claimant])[] {
  const contested = new Set([...contest.contested()].flatMap((several) => [...several]))
  if (contested.size === 0) return []
  const claimants = claimantsOf(parts, contested)
  return [...claimants.values()].flatMap((claimant) => {
    for (const entryPoint of claimant.claim.entryPoints) {
      const several = contest.holders(entryPoint, nameOf(claimant.claim))
      const [first] = several.flatMap((claim) => claimants.get(claim) ?? []).sort(byAge)
      if (first !== undefined && first !== claimant && !contest.isEqual(first.claim, claimant.claim))
        return [[claimant, first] as const]
    }
    return []
  })
}

/** Looked for when there is something to tell, which is seldom. */
function claimantsOf(parts: Iterable<RankedPart>, claims: ReadonlySet<Claim>): ReadonlyMap<Claim, Claimant> {
  const claimants = new Map<Claim, Claimant>()
  for (const { part, rank } of parts) {
    const service = part.service ?? part.file
    for (const [index, claim] of part.claims.entries())
      if (claims.has(claim)) claimants.set(claim, { service, claim, rank, index })
  }
  return claimants
}

function byAge(a: Claimant, b: Claimant): number {
  return byRank(a, b) || a.index - b.index
}

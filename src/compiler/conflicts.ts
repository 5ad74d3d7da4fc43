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
  const requests = createContest<Claim>((a, b) => a.leadsTo !== undefined && a.leadsTo === b.leadsTo)
  // Traefik falls back to its own TLS options for a host on an entry point where two routers name different ones.
  const options = createContest<Claim>((a, b) => a.tlsOptions === b.tlsOptions)

  return {
    update({ came, went }) {
      for (const ranked of went) {
        parts.delete(ranked)
        for (const claim of ranked.part.claims) {
          for (const side of sidesOf(claim)) requests.remove(side, claim.key, claim)
          for (const point of optionPointsOf(claim)) options.remove(point, claim.host, claim)
        }
      }
      for (const ranked of came) {
        parts.add(ranked)
        for (const claim of ranked.part.claims) {
          for (const side of sidesOf(claim)) requests.add(side, claim.key, claim)
          for (const point of optionPointsOf(claim)) options.add(point, claim.host, claim)
        }
      }
    },
    diagnostics: () => [
      ...losers(requests, ({ key }) => key, sidesOf, parts).map(([{ service, claim }, first]) =>
        diagnose('duplicate-host', { what: claim.shown, service, other: first.service }, claim.hostPlace(), [
          { message: 'It is wanted here too.', place: first.claim.hostPlace() },
        ]),
      ),
      ...losers(options, ({ host }) => host, optionPointsOf, parts).map(([{ claim }, first]) =>
        diagnose(
          'tls-disagreement',
          {
            host: claim.host,
            profile: claim.tlsOptions ?? '',
            other: first.claim.tlsOptions ?? '',
            asks: first.claim.asksClients === !claim.asksClients ? claim.asksClients : undefined,
          },
          claim.tlsPlace(),
          [{ message: `\`${first.service}\` says so here.`, place: first.claim.tlsPlace() }],
        ),
      ),
    ],
  }
}

/** Traefik keeps routers with TLS apart from those without. */
function sidesOf({ entryPoints, tlsEntryPoints }: Claim): readonly string[] {
  return entryPoints.map((point) => (tlsEntryPoints.includes(point) ? point : `${point} without TLS`))
}

function optionPointsOf({ host, tlsOptions, tlsEntryPoints }: Claim): readonly string[] {
  return tlsOptions === undefined || host === '' ? [] : tlsEntryPoints
}

/** Each claimant that differs from the first one where it stands, with that first one: once, though it may lose on several entry points. */
function losers(
  contest: Contest<Claim>,
  nameOf: (claim: Claim) => string,
  spacesOf: (claim: Claim) => readonly string[],
  parts: Iterable<RankedPart>,
): readonly (readonly [Claimant, Claimant])[] {
  const contested = new Set(contest.contested().flat())
  if (contested.size === 0) return []
  const claimants = claimantsOf(parts, contested)
  const eldest = new Map<string, Claimant | undefined>()
  const eldestIn = (space: string, name: string): Claimant | undefined => {
    const where = `${space}\n${name}`
    if (!eldest.has(where)) {
      const several = contest.holders(space, name).flatMap((claim) => claimants.get(claim) ?? [])
      eldest.set(where, several.sort(byAge)[0])
    }
    return eldest.get(where)
  }
  return [...claimants.values()].flatMap((claimant) => {
    for (const space of spacesOf(claimant.claim)) {
      const first = eldestIn(space, nameOf(claimant.claim))
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
    for (const [index, claim] of part.claims.entries()) {
      const service = claim.by ?? part.service ?? part.file
      if (claims.has(claim)) claimants.set(claim, { service, claim, rank, index })
    }
  }
  return claimants
}

function byAge(a: Claimant, b: Claimant): number {
  return byRank(a, b) || a.index - b.index
}

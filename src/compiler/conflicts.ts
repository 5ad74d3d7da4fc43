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
  const byPart = new Map<RankedPart, readonly Claimant[]>()
  const requests = createContest(never)
  // Traefik falls back to its own TLS options for a host on an entry point where two routers name different ones.
  const options = createContest(sameOptions)

  return {
    update({ came, went }) {
      for (const part of went) {
        for (const claimant of byPart.get(part) ?? []) {
          for (const name of requestsOf(claimant)) requests.remove(name, claimant)
          for (const name of optionsOf(claimant)) options.remove(name, claimant)
        }
        byPart.delete(part)
      }
      for (const ranked of came) {
        const { part, rank } = ranked
        const claimants = part.fragment.claims.map((claim, index) => ({
          service: part.service ?? part.file,
          claim,
          rank,
          index,
        }))
        byPart.set(ranked, claimants)
        for (const claimant of claimants) {
          for (const name of requestsOf(claimant)) requests.add(name, claimant)
          for (const name of optionsOf(claimant)) options.add(name, claimant)
        }
      }
    },
    diagnostics: () => [
      ...losers(requests, requestsOf).map(([{ service, claim }, first]) =>
        diagnose('duplicate-host', { what: claim.shown, service, other: first.service }, claim.hostPlace(), [
          { message: 'It is wanted here too.', place: first.claim.hostPlace() },
        ]),
      ),
      ...losers(options, optionsOf).map(([{ claim }, first]) =>
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

function never(_a: Claimant, _b: Claimant): boolean {
  return false
}

function sameOptions(a: Claimant, b: Claimant): boolean {
  return a.claim.tlsOptions === b.claim.tlsOptions
}

function requestsOf({ claim }: Claimant): readonly string[] {
  return claim.entryPoints.map((entryPoint) => `${entryPoint} ${claim.key}`)
}

function optionsOf({ claim }: Claimant): readonly string[] {
  return claim.tlsOptions === undefined
    ? []
    : claim.entryPoints.map((entryPoint) => `${entryPoint} ${claim.host}`)
}

/** Each claimant that differs from the first one of a name it wants, with that first one: once, though it may lose several names. */
function losers(
  contest: Contest<Claimant>,
  namesOf: (claimant: Claimant) => readonly string[],
): readonly (readonly [Claimant, Claimant])[] {
  const firsts = new Map<string, Claimant>()
  const losing = new Set<Claimant>()
  for (const name of contest.contested) {
    const [first, ...others] = contest.holders(name).toSorted(byAge)
    if (first === undefined) continue
    firsts.set(name, first)
    for (const other of others) if (!contest.isEqual(first, other)) losing.add(other)
  }
  return [...losing].flatMap((claimant) => {
    const lost = namesOf(claimant).flatMap((name) => firsts.get(name) ?? [])
    const first = lost.find((winner) => winner !== claimant && !contest.isEqual(winner, claimant))
    return first === undefined ? [] : [[claimant, first] as const]
  })
}

function byAge(a: Claimant, b: Claimant): number {
  return byRank(a, b) || a.index - b.index
}

/** Chooses the router that takes a request or a connection, as the muxer of an entry point does. */
import type { RuleNode } from '../rule/node.ts'
import { matches, unmet, type Answer, type Holds, type Unmet } from './matching.ts'

/** What a choice needs to know of a router. */
export interface Ruled {
  readonly name: string
  readonly node: RuleNode
  readonly priority: number
}

export interface Candidate<R extends Ruled> {
  readonly router: R
  readonly answer: Answer
  /** What keeps it from taking the request. */
  readonly unmet: readonly Unmet[]
}

export interface Choice<R extends Ruled> {
  readonly taken: R | undefined
  /** Of the same priority as the one that is taken: Traefik may take either, and another one after each reload. */
  readonly ties: readonly R[]
  /** They match too, at a lower priority. */
  readonly outranked: readonly R[]
  /** Above what is taken stands one whose rule cannot be evaluated here. */
  readonly uncertain: readonly R[]
  /** Those that come nearest, the nearest first: by what matters most in a rule. */
  readonly nearest: readonly Candidate<R>[]
}

/** `routers` of the entry point and the kind of connection only. */
export function choose<R extends Ruled>(routers: readonly R[], holds: Holds): Choice<R> {
  const candidates = routers
    .toSorted((a, b) => b.priority - a.priority || (a.name < b.name ? -1 : 1))
    .map((router): Candidate<R> => {
      const answer = matches(router.node, holds)
      return { router, answer, unmet: answer === 'yes' ? [] : unmet(router.node, holds) }
    })
  const matching = candidates.filter(({ answer }) => answer === 'yes').map(({ router }) => router)
  const [taken] = matching
  const isEqual = ({ priority }: R) => priority === taken?.priority
  return {
    taken,
    ties: matching.slice(1).filter(isEqual),
    outranked: matching.slice(1).filter((router) => !isEqual(router)),
    uncertain: candidates
      .filter(
        ({ answer, router }) =>
          answer === 'unknown' && (taken === undefined || router.priority >= taken.priority),
      )
      .map(({ router }) => router),
    nearest: candidates
      .filter(({ answer }) => answer === 'no')
      .toSorted((a, b) => distance(a) - distance(b) || b.router.priority - a.router.priority),
  }
}

/** A request for another host is farther off than one for another path, or without a header. */
function distance({ unmet: conditions }: Candidate<Ruled>): number {
  const weigh = ({ matcher: { name } }: Unmet): number =>
    name.startsWith('Host') ? 100 : name.startsWith('Path') ? 10 : 1
  return conditions.reduce((sum, one) => sum + weigh(one), 0)
}

/** Those that hear the connection: on the entry point, and with TLS or without it. */
export function routersOn<R extends { readonly tls: boolean; readonly entryPoints: readonly string[] }>(
  routers: readonly R[],
  { entryPoint, tls }: { readonly entryPoint: string; readonly tls: boolean },
): readonly R[] {
  return routers.filter(
    (router) =>
      router.tls === tls && (router.entryPoints.length === 0 || router.entryPoints.includes(entryPoint)),
  )
}

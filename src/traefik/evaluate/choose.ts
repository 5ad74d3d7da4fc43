/** Chooses the router that takes a request, as the muxer of an entry point does. */
import type { Seen } from './asked.ts'
import { matches, unmet, type Answer, type Unmet } from './matching.ts'
import type { HttpRouter } from './httpRouters.ts'

export interface Candidate {
  readonly router: HttpRouter
  readonly answer: Answer
  /** What keeps it from taking the request. */
  readonly unmet: readonly Unmet[]
}

export interface Choice {
  readonly taken: HttpRouter | undefined
  /** Of the same priority as the one that is taken: Traefik may take either, and another one after each reload. */
  readonly ties: readonly HttpRouter[]
  /** They match too, at a lower priority. */
  readonly outranked: readonly HttpRouter[]
  /** Above what is taken stands one whose rule cannot be evaluated here. */
  readonly uncertain: readonly HttpRouter[]
  /** Those that come nearest, the nearest first: by what matters most in a rule. */
  readonly nearest: readonly Candidate[]
}

/** `routers` of the entry point and the kind of connection only. */
export function choose(routers: readonly HttpRouter[], seen: Seen): Choice {
  const candidates = routers
    .toSorted((a, b) => b.priority - a.priority || (a.name < b.name ? -1 : 1))
    .map((router): Candidate => {
      const answer = matches(router.node, seen)
      return { router, answer, unmet: answer === 'yes' ? [] : unmet(router.node, seen) }
    })
  const matching = candidates.filter(({ answer }) => answer === 'yes').map(({ router }) => router)
  const [taken] = matching
  const isEqual = ({ priority }: HttpRouter) => priority === taken?.priority
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
function distance({ unmet: conditions }: Candidate): number {
  const weigh = ({ matcher: { name } }: Unmet): number =>
    name.startsWith('Host') ? 100 : name.startsWith('Path') ? 10 : 1
  return conditions.reduce((sum, one) => sum + weigh(one), 0)
}

/** Those that hear the connection: on the entry point, and with TLS or without it. */
export function routersOn(
  routers: readonly HttpRouter[],
  { entryPoint, tls }: { readonly entryPoint: string; readonly tls: boolean },
): readonly HttpRouter[] {
  return routers.filter(
    (router) =>
      router.tls === tls && (router.entryPoints.length === 0 || router.entryPoints.includes(entryPoint)),
  )
}

/** When no router takes a request: those that come nearest, and what is missing. */
import { suggest } from '../../diagnostics/suggest.ts'
import type { Asked } from '../../traefik/evaluate/asked.ts'
import { toText } from '../../traefik/evaluate/bytes.ts'
import type { Candidate, Choice, Ruled } from '../../traefik/evaluate/choose.ts'
import type { Evaluation } from '../../traefik/evaluate/evaluate.ts'
import { isAnswered, requestUri } from '../../traefik/evaluate/going.ts'
import type { HttpRouter } from '../../traefik/evaluate/httpRouters.ts'
import { hostsIn } from '../../traefik/rule/node.ts'
import type { Nearby, Tell } from './routerAccount.ts'
import { whyNot, type Facts } from './whyNot.ts'

/** No more of them are told of. */
const NEAREST = 3

/** None when it is taken to an end. */
export function nearestOf(evaluation: Evaluation, tell: Tell): readonly Nearby[] {
  const { asked, deaf } = evaluation
  const choice = layersOf(evaluation).at(-1)
  if (choice?.taken !== undefined) return []
  const facts = factsOf(evaluation)
  const candidates = [
    ...deaf.map((router) => ({
      router,
      far: hostsIn(router.node).length > 0 ? 0 : 2,
      why: [hearing(router, asked)],
    })),
    ...(choice?.nearest ?? []).map((one) => ({
      router: one.router,
      far: farness(one, asked.host),
      why: one.unmet.map((condition) => whyNot(condition, facts)),
    })),
  ]
  const sorted = candidates.toSorted((a, b) => a.far - b.far)
  // Strangers say nothing beside one that has the host.
  return sorted
    .filter(({ far }) => far === sorted[0]?.far)
    .slice(0, NEAREST)
    .map(({ router, why }) => ({ ...tell(router, asked.host), because: why }))
}

/** A router of this host is nearer than one of a host that is spelt nearly so, and that than all others. */
function farness({ unmet }: Candidate<Ruled>, host: string): number {
  const hosts = unmet.filter(({ matcher: { name } }) => name.startsWith('Host'))
  if (hosts.length === 0) return 0
  const names = hosts.flatMap(({ matcher: { name, values } }) =>
    name === 'Host' ? values.map(({ text }) => text) : [],
  )
  return suggest(host, names) === undefined ? 2 : 1
}

/** `shop` is reached without TLS only. */
function hearing({ tls, entryPoints }: HttpRouter, asked: Asked): string {
  const where = entryPoints.length === 0 ? '' : ` on ${list(entryPoints)}`
  if (tls !== asked.tls) return `it hears requests ${tls ? 'with' : 'without'} TLS only${where}`
  return `it hears requests${where}, and not on \`${asked.entryPoint}\``
}

/** What the last layer compared: below a parent, what its middlewares made of the request. */
function factsOf({ asked, way, below }: Evaluation): Facts {
  if (below.length === 0 || way === undefined || isAnswered(way.end)) return asked
  const headers = [...way.end.headers].flatMap(([name, values]) =>
    values.map((value) => [name, value] as const),
  )
  return { ...asked, target: toText(requestUri(way.end)), headers }
}

/** The choice at the entry point, and those below it. */
export function layersOf({ choice, below }: Evaluation): readonly Choice<HttpRouter>[] {
  return choice === undefined ? [] : [choice, ...below]
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(' or ')
}

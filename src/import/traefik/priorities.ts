/** Keeps the order in which routers are asked where a request could go to several of them. */
import { isMapping } from '../draft.ts'
import { alternativesOf } from './alternatives.ts'
import { listOf } from './behaviour.ts'
import type { Candidate } from './candidates.ts'
import { below } from './objects.ts'

type Mapping = Readonly<Record<string, unknown>>

/** Traefik takes the length of a rule in bytes where no priority is said; a service gets one that is computed. */
export function prioritised(
  chosen: ReadonlyMap<string, Candidate>,
  config: unknown,
  compile: (some: ReadonlyMap<string, Candidate>) => unknown,
): ReadonlyMap<string, Candidate> {
  const before = reaches(config)
  const wrong = disorder(before, reaches(compile(chosen)))
  if (wrong.size === 0) return chosen
  const said = new Map(
    [...chosen].map(([name, candidate]) => {
      const priority = before.find(({ router }) => router === name)?.priority
      const concerned = before.some(({ router, key }) => router === name && wrong.has(key))
      return [
        name,
        concerned && priority !== undefined ? withPriority(candidate, priority) : candidate,
      ] as const
    }),
  )
  if (disorder(before, reaches(compile(said))).size === 0) return said
  // What cannot be put in order beside the others stays as it was.
  return new Map(
    [...said].filter(([name]) => !before.some(({ router, key }) => router === name && wrong.has(key))),
  )
}

function withPriority(candidate: Candidate, priority: number): Candidate {
  const { host, path, match, ...rest } = candidate.keys
  const reached = { host, ...(path === undefined ? {} : { path }), ...(match === undefined ? {} : { match }) }
  return { ...candidate, keys: { ...reached, priority, ...rest } }
}

interface Reach {
  readonly router: string
  /** Entry point and alternative of the rule. */
  readonly key: string
  readonly entryPoint: string
  /** Absent: any. */
  readonly host?: string
  readonly priority: number
}

function reaches(config: unknown): readonly Reach[] {
  const everywhere = entryPointsIn(config)
  return Object.entries(below(below(config, 'http'), 'routers')).flatMap(([router, value]) => {
    if (!isMapping(value)) return []
    const own = listOf(value['entryPoints'])
    return (own.length === 0 ? everywhere : own).flatMap((entryPoint) =>
      alternativesOf(String(value['rule'])).map((alternative) => {
        const host = /(?:^| )Host\("([^"*]+)"\)/.exec(alternative)?.[1]
        return {
          router,
          key: `${entryPoint} ${alternative}`,
          entryPoint,
          priority: priorityOf(value),
          ...(host === undefined ? {} : { host }),
        }
      }),
    )
  })
}

/** Where a router may be that names none: on all that are named. */
function entryPointsIn(config: unknown): readonly string[] {
  const routers = Object.values(below(below(config, 'http'), 'routers'))
  return [...new Set(routers.flatMap((router) => (isMapping(router) ? listOf(router['entryPoints']) : [])))]
}

function priorityOf({ priority, rule }: Mapping): number {
  const said = Number(priority ?? 0)
  return said === 0 ? new TextEncoder().encode(String(rule)).length : said
}

/** The keys of all pairs that a request could go to both of, and that have changed places. */
function disorder(before: readonly Reach[], after: readonly Reach[]): ReadonlySet<string> {
  const later = new Map(after.map(({ key, priority }) => [key, priority]))
  const wrong = new Set<string>()
  const byHost = new Map<string, Reach[]>()
  for (const reach of before) {
    const group = reach.host === undefined ? '' : `${reach.entryPoint} ${reach.host}`
    byHost.set(group, [...(byHost.get(group) ?? []), reach])
  }
  const open = byHost.get('') ?? []
  for (const [group, reached] of byHost) {
    const all =
      group === ''
        ? reached
        : [...reached, ...open.filter(({ entryPoint }) => group.startsWith(`${entryPoint} `))]
    for (const [index, one] of all.entries()) {
      for (const other of all.slice(index + 1)) {
        const [first, second] = [later.get(one.key), later.get(other.key)]
        if (
          one.key === other.key ||
          one.priority === other.priority ||
          first === undefined ||
          second === undefined
        )
          continue
        if (Math.sign(one.priority - other.priority) !== Math.sign(first - second))
          wrong.add(one.key).add(other.key)
      }
    }
  }
  return wrong
}

/** Says in the words of services what can be said in them exactly; the rest stays in Traefik's own. */
import { textOf } from '../textOf.ts'
import { createCompiler } from '../../compiler/compile.ts'
import type { World } from '../../compiler/source.ts'
import type { Keys } from '../shorten.ts'
import { behaviourOf, listOf } from './behaviour.ts'
import { candidatesOf, type Candidate, type EntryPoints } from './candidates.ts'
import { escapedNative } from './escapedNative.ts'
import { literals, VARIABLE } from '../literal.ts'
import { isMapping } from '../draft.ts'
import { below, keeping, nameOf, objectsOf, reachable } from './objects.ts'
import { prioritised } from './priorities.ts'

export interface Converted {
  readonly services: Keys
  readonly auth: Keys
  readonly entryPoints: EntryPoints
  /** By service, the HTTP routers that it stands for. */
  readonly routers: ReadonlyMap<string, readonly string[]>
  /** In Traefik's words. */
  readonly rest: Keys
}

/** Every proposal is compiled and compared with what it stands for, and all of them together at the end. */
export function convert(config: Keys, world: World): Converted {
  const entryPoints = entryPointsOf(config)
  let chosen = new Map<string, Candidate>()
  const taken = new Set<string>()
  for (const name of Object.keys(below(below(config, 'http'), 'routers'))) {
    if (taken.has(name)) continue
    const candidate = candidatesOf(name, config, entryPoints).find((one) =>
      isSame(name, one, config, entryPoints, world),
    )
    if (candidate === undefined) continue
    chosen.set(name, candidate)
    for (const router of candidate.routers) taken.add(router)
  }
  const wanted = behaviourOf(compileNative(config, world))
  const fits = (some: ReadonlyMap<string, Candidate>): boolean => {
    const compiled = compile(together(some, config, entryPoints), world)
    return compiled !== undefined && JSON.stringify(behaviourOf(compiled)) === JSON.stringify(wanted)
  }
  // Each fits by itself; what does not fit beside the others, for a name that both have, is left out again.
  if (!fits(chosen)) {
    const fitting = new Map<string, Candidate>()
    for (const [name, candidate] of chosen)
      if (fits(new Map([...fitting, [name, candidate]]))) fitting.set(name, candidate)
    chosen = fitting
  }
  const ordered = prioritised(chosen, config, (some) => compile(together(some, config, entryPoints), world))
  return together(ordered, config, entryPoints)
}

/** The two that most routers are on. */
function entryPointsOf(config: Keys): EntryPoints {
  const routers = Object.values(below(below(config, 'http'), 'routers')).filter(isMapping)
  const most = (tls: boolean, usual: string): string => {
    const counts = new Map<string, number>()
    for (const router of routers) {
      const [only, ...more] = listOf(router['entryPoints'])
      if (only !== undefined && more.length === 0 && (router['tls'] !== undefined) === tls)
        counts.set(only, (counts.get(only) ?? 0) + 1)
    }
    for (const name of counts.keys()) if (name.includes(VARIABLE)) counts.delete(name)
    if (counts.size === 0 || counts.has(usual)) return usual
    return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? usual
  }
  const https = most(true, 'websecure')
  const http = most(false, 'web')
  return http === https ? { http: 'web', https: 'websecure' } : { http, https }
}

function isSame(
  name: string,
  candidate: Candidate,
  config: Keys,
  entryPoints: EntryPoints,
  world: World,
): boolean {
  const own = new Set(candidate.routers.map((router) => nameOf('routers', router)))
  const objects = reachable(objectsOf(config), own)
  const alone = keeping(
    { http: config['http'], tls: { options: below(config, 'tls')['options'] } },
    (object) => objects.has(object),
  )
  const compiled = compile(together(new Map([[name, candidate]]), alone, entryPoints), world)
  return (
    compiled !== undefined &&
    JSON.stringify(behaviourOf(compiled)) === JSON.stringify(behaviourOf(compileNative(alone, world)))
  )
}

/** What the services do not say, and what they name, stays in Traefik's words; what only they needed goes. */
function together(chosen: ReadonlyMap<string, Candidate>, config: Keys, entryPoints: EntryPoints): Converted {
  const objects = objectsOf(config)
  const said = new Set(
    [...chosen.values()].flatMap(({ routers }) => routers.map((router) => nameOf('routers', router))),
  )
  const others = [...objects.keys()].filter((name) => name.startsWith('routers ') && !said.has(name))
  const named = [...chosen.values()].flatMap(({ keys }) => namedBy(keys))
  const needed = reachable(objects, [...others, ...named])
  const gone = new Set([...reachable(objects, said)].filter((name) => !needed.has(name)))
  // Options of this name hold for all that name none.
  gone.delete('options default')
  const services = Object.fromEntries([...chosen].map(([name, { keys }]) => [name, keys]))
  const auth = Object.assign({}, ...[...chosen.values()].map((candidate) => candidate.auth)) as Keys
  const routers = new Map([...chosen].map(([name, candidate]) => [name, candidate.routers]))
  return { services, auth, entryPoints, routers, rest: keeping(config, (name) => !gone.has(name)) }
}

function namedBy({ middlewares, upstream, tls }: Keys): readonly string[] {
  const lists = isMapping(middlewares) ? Object.values(middlewares) : [middlewares]
  const profile = isMapping(tls) ? tls['profile'] : tls
  return [
    ...lists
      .flatMap((list) => (Array.isArray(list) ? list.map(String) : list === undefined ? [] : [textOf(list)]))
      .map((name) => nameOf('middlewares', name)),
    ...(typeof upstream === 'string' ? [nameOf('services', upstream)] : []),
    ...(typeof profile === 'string' ? [nameOf('options', profile)] : []),
  ]
}

/** Traefik's words, as the compiler reads them: variables are filled in on both sides. */
function compileNative(config: Keys, world: World): unknown {
  const entryPoints = { http: 'web', https: 'websecure' }
  return compile({ services: {}, auth: {}, entryPoints, routers: new Map(), rest: config }, world)
}

function compile(converted: Converted, world: World): unknown {
  const text = JSON.stringify(definitionOf(converted))
  return createCompiler()([{ path: 'candidate.yaml', text, changed: 0 }], world).config
}

/** As it is written, in the order of a file. */
export function definitionOf({ services, auth, entryPoints, rest }: Omit<Converted, 'routers'>): Keys {
  const usual = entryPoints.http === 'web' && entryPoints.https === 'websecure'
  return {
    ...(usual ? {} : { defaults: { entryPoints: literals(entryPoints) } }),
    ...(Object.keys(auth).length === 0 ? {} : { auth: literals(auth) }),
    ...(Object.keys(services).length === 0 ? {} : { services: literals(services) }),
    ...(escapedNative(rest) as Keys),
  }
}

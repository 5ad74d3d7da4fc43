/** Which routers would be open to more clients than before, when parts of the configuration are left out. */
import { isMapping, type Path } from '../draft.ts'
import type { Keys } from '../shorten.ts'
import { alternativesOf } from './alternatives.ts'
import { bare, listOf } from './behaviour.ts'
import { below, nameOf, objectsOf, reachable } from './objects.ts'

/** Servers and stores of certificates keep nobody out; everything else may. */
const PROTECTING = ['routers', 'middlewares', 'options', 'serversTransports']

/** @returns names with the protocol before them: `http shop` */
export function unprotectedBy(gone: readonly Path[], config: Keys): ReadonlySet<string> {
  return new Set(
    ['http', 'tcp', 'udp'].flatMap((protocol) =>
      routersWithout(gone, config, protocol).map((name) => `${protocol} ${name}`),
    ),
  )
}

function routersWithout(gone: readonly Path[], config: Keys, protocol: string): readonly string[] {
  const routers = below(below(config, protocol), 'routers')
  const objects = objectsOf({ http: config[protocol], tls: config['tls'] })
  const lost = new Set(
    gone.flatMap(([root, section, name]) =>
      (root === protocol || root === 'tls') && PROTECTING.includes(String(section)) && name !== undefined
        ? [nameOf(String(section), String(name))]
        : [],
    ),
  )
  const open = new Set(
    Object.entries(routers).flatMap(([name, router]) =>
      needs(router, [...reachable(objects, [nameOf('routers', name)]), nameOf('routers', name)], lost)
        ? [name]
        : [],
    ),
  )
  const others = Object.keys(routers).filter((name) => !open.has(name))
  const wider = others.filter((name) =>
    [...open].some((one) => takesOver(routers[name], routers[one], config)),
  )
  return [...open, ...wider]
}

function needs(router: unknown, reached: readonly string[], lost: ReadonlySet<string>): boolean {
  const options = below(router, 'tls')['options']
  const usual = isMapping(router) && router['tls'] !== undefined && options === undefined
  return reached.some((name) => lost.has(name)) || (usual && lost.has(nameOf('options', 'default')))
}

/** Whether `other` would answer the requests of `router` from the same service, were `router` not there. */
function takesOver(other: unknown, router: unknown, config: Keys): boolean {
  if (!isMapping(other) || !isMapping(router)) return false
  if (bare(String(other['service'])) !== bare(String(router['service']))) return false
  const only = listOf(other['middlewares'])[0] ?? ''
  const middlewares = below(below(config, 'http'), 'middlewares')
  if ('redirectScheme' in below(middlewares, bare(only))) return false
  const narrow = alternativesOf(String(router['rule'])).map((one) => one.split(' && '))
  return alternativesOf(String(other['rule'])).some((wide) =>
    narrow.some(
      (one) => wide === 'PathPrefix("/")' || wide.split(' && ').every((part) => one.includes(part)),
    ),
  )
}

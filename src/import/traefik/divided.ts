/** Divides a router that redirects for many, as Pointsman itself makes them: a part for each router with TLS that it redirects to. */
import { isMapping } from '../draft.ts'
import type { Keys } from '../shorten.ts'
import { alternativesOf } from './alternatives.ts'
import { bare, listOf } from './behaviour.ts'
import { below } from './objects.ts'

/** The same requests go the same ways. */
export function divided(config: Keys): Keys {
  const http = below(config, 'http')
  const routers = below(http, 'routers')
  const middlewares = below(http, 'middlewares')
  const rules = new Map(
    Object.entries(routers).flatMap(([name, router]) =>
      isMapping(router) && router['tls'] !== undefined && typeof router['rule'] === 'string'
        ? [[name, alternativesOf(router['rule'])] as const]
        : [],
    ),
  )
  const parts = Object.entries(routers).flatMap(([name, router]): readonly (readonly [string, unknown])[] =>
    isMapping(router) && redirects(router, middlewares)
      ? partsOf(name, router, rules, routers)
      : [[name, router]],
  )
  return parts.length === Object.keys(routers).length
    ? config
    : { ...config, http: { ...http, routers: Object.fromEntries(parts) } }
}

function redirects(router: Keys, middlewares: Keys): boolean {
  const [only, ...more] = listOf(router['middlewares'])
  return (
    router['tls'] === undefined &&
    only !== undefined &&
    more.length === 0 &&
    'redirectScheme' in below(middlewares, bare(only))
  )
}

function partsOf(
  name: string,
  router: Keys,
  rules: ReadonlyMap<string, readonly string[]>,
  taken: Keys,
): readonly (readonly [string, unknown])[] {
  const left = new Set(alternativesOf(String(router['rule'])))
  const found: (readonly [string, unknown])[] = []
  for (const [other, alternatives] of rules) {
    const part = `${other}-redirect-of-${name.replaceAll(':', '-')}`
    if (part in taken || alternatives.length >= left.size || !alternatives.every((one) => left.has(one)))
      continue
    for (const one of alternatives) left.delete(one)
    found.push([part, { ...router, rule: alternatives.join(' || ') }])
  }
  return found.length === 0
    ? [[name, router]]
    : [...found, [name, { ...router, rule: [...left].join(' || ') }]]
}

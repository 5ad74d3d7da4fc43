/** The HTTP routers of a configuration as they are evaluated: with the defaults that Traefik would fill in. */
import type { TraefikConfig } from '../config.ts'
import { parseRule } from '../rule/parse.ts'
import { hostsIn, type RuleNode } from '../rule/node.ts'
import { toBytes } from './bytes.ts'
import { isMapping } from '../entries.ts'
import { listOf, numberOf, textOf } from './raw.ts'

export interface HttpRouter {
  readonly name: string
  readonly rule: string
  readonly node: RuleNode
  /** Lower-cased, also those behind a `!`: TLS options are tied to them. */
  readonly hosts: readonly string[]
  readonly priority: number
  /** Empty: all that are not kept from it. */
  readonly entryPoints: readonly string[]
  readonly middlewares: readonly string[]
  readonly service: string
  readonly tls: boolean
  /** The name of its TLS options. */
  readonly options: string
  /** Of those that name it in `parentRefs`, one takes what this one took, once its own middlewares are through. */
  readonly children: readonly HttpRouter[]
}

/** Those that hear an entry point; what Traefik would switch off is left out. */
export function httpRouters(config: TraefikConfig): readonly HttpRouter[] {
  const all = new Map(
    Object.entries(config.http?.routers ?? {}).map(([name, router]): [string, Raw] => [name, { ...router }]),
  )
  const childrenOf = new Map<string, string[]>()
  for (const [name, raw] of all)
    for (const parent of new Set(parentsOf(raw)))
      childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), name])
  return [...all].flatMap(([name, raw]) => (parentsOf(raw).length > 0 ? [] : routerOf(name, raw, [])))

  function routerOf(name: string, raw: Raw, above: readonly string[]): readonly HttpRouter[] {
    const rule = textOf(raw['rule'])
    const { node, problems } = parseRule(rule, 'http')
    if (node === undefined || problems.some(({ severity }) => severity === 'error')) return []
    const below = childrenOf.get(name) ?? []
    const children = below.flatMap((child) => {
      const own = all.get(child)
      return own === undefined || isWrongChild(child, own, [...above, name])
        ? []
        : routerOf(child, own, [...above, name])
    })
    if (below.length > 0 && children.length === 0) return []
    const tls = raw['tls']
    return [
      {
        name,
        rule,
        node,
        hosts: hostsIn(node),
        // Without one, Traefik counts the bytes of the rule (pkg/muxer/http/mux.go, `GetRulePriority`).
        priority: numberOf(raw['priority']) || toBytes(rule).length,
        entryPoints: listOf(raw['entryPoints']),
        middlewares: listOf(raw['middlewares']),
        service: textOf(raw['service']),
        tls: hasTls(raw),
        options: (isMapping(tls) && textOf(tls['options'])) || 'default',
        children,
      },
    ]
  }

  /** Only what hears an entry point may say how (pkg/server/router/router.go, `ParseRouterTree`). */
  function isWrongChild(name: string, raw: Raw, above: readonly string[]): boolean {
    return (
      above.includes(name) ||
      hasTls(raw) ||
      raw['observability'] !== undefined ||
      listOf(raw['entryPoints']).length > 0 ||
      (textOf(raw['service']) === '') === !childrenOf.has(name) ||
      // What another provider has is not known here.
      parentsOf(raw).some((parent) => !parent.includes('@') && !all.has(parent))
    )
  }
}

type Raw = Readonly<Record<string, unknown>>

function parentsOf(raw: Raw): readonly string[] {
  return listOf(raw['parentRefs']).map((name) => name.replace(/@http$/, ''))
}

function hasTls({ tls }: Raw): boolean {
  return isMapping(tls) || tls === true || tls === 'true' || tls === ''
}

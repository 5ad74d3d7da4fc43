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
}

/** Routers that Traefik would switch off are left out; so are the children of other routers. */
export function httpRouters(config: TraefikConfig): readonly HttpRouter[] {
  return Object.entries(config.http?.routers ?? {}).flatMap(([name, router]) => {
    const raw: Readonly<Record<string, unknown>> = { ...router }
    const rule = textOf(raw['rule'])
    const { node, problems } = parseRule(rule, 'http')
    const isWrong = problems.some(({ severity }) => severity === 'error')
    if (node === undefined || isWrong || raw['parentRefs'] !== undefined) return []
    const tls = raw['tls']
    const isTls = isMapping(tls) || tls === true || tls === 'true' || tls === ''
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
        tls: isTls,
        options: (isMapping(tls) && textOf(tls['options'])) || 'default',
      },
    ]
  })
}

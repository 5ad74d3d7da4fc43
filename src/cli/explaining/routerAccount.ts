/** A router as it is told of: its rule, and the definition that it comes from. */
import type { Compilation } from '../../compiler/compilation.ts'
import { isSharedRouter } from '../../compiler/redirectGroups.ts'
import { hideSecrets } from '../../diagnostics/hide.ts'
import type { HttpRouter } from '../../traefik/evaluate/httpRouters.ts'
import { hostsIn, type RuleNode } from '../../traefik/rule/node.ts'
import { writeRule } from '../../traefik/rule/write.ts'

export interface RouterAccount {
  readonly name: string
  readonly rule: string
  readonly priority: number
  /** As the person who called would name it. */
  readonly file?: string
  readonly line?: number
}

/** One that does not take it, and why: sentences without a final dot. */
export interface Nearby extends RouterAccount {
  readonly because: readonly string[]
}

/** `host` is what was asked for: of what many hosts share, its part is told. */
export type Tell = (router: Told, host: string) => RouterAccount

type Told = Pick<HttpRouter, 'name' | 'rule' | 'priority' | 'node'>

interface Sources {
  readonly section: 'http.routers' | 'tcp.routers'
  readonly routers: readonly Told[]
  readonly ownerOf: Compilation['ownerOf']
  shown(path: string): string
}

export function createTell({ section, routers, ownerOf, shown }: Sources): Tell {
  return (router, host) => {
    const parts = partsFor(router.node, nameOf(host))
    const shared = isSharedRouter(router.name) ? placeOfShared(parts, router.priority) : undefined
    const place = shared ?? ownerOf(section, router.name)?.place
    return {
      name: router.name,
      rule: hideSecrets(textOf(router, parts)),
      priority: router.priority,
      ...(place === undefined ? {} : { file: shown(place.file), line: place.line }),
    }
  }

  /** What several services share comes from each of them: here, from the one whose own router serves the same requests. */
  function placeOfShared(parts: readonly RuleNode[], priority: number) {
    const hosts = new Set(parts.flatMap(hostsIn))
    const owned = routers.filter(
      ({ name, node }) => !isSharedRouter(name) && hostsIn(node).some((host) => hosts.has(host)),
    )
    const own = owned.find((router) => router.priority === priority) ?? owned[0]
    return own === undefined ? undefined : ownerOf(section, own.name)?.place
  }
}

/** The alternatives of a rule that name the host; without any, the first one. */
function partsFor(node: RuleNode, name: string): readonly RuleNode[] {
  if (node.kind !== 'or') return [node]
  const wildcard = name.replace(/^[^.]*/, '*')
  const own = node.operands.filter((operand) =>
    hostsIn(operand).some((host) => host === name || host === wildcard),
  )
  return own.length === 0 ? node.operands.slice(0, 1) : own
}

/** Of many alternatives, those. */
function textOf({ node, rule }: Told, parts: readonly RuleNode[]): string {
  if (node.kind !== 'or' || node.operands.length < MANY) return rule
  const rest = node.operands.length - parts.length
  return `${parts.map((part) => writeRule(part).text).join(' || ')} || … (${rest} more)`
}

function nameOf(host: string): string {
  return host.replace(/:\d*$/, '').toLowerCase()
}

const MANY = 5

/** `rule`: requests in Traefik's own words, and what is understood of them. */
import type { Service } from '../language/layers.ts'
import { parseRule } from '../traefik/rule/parse.ts'
import { matchersIn, type RuleNode } from '../traefik/rule/node.ts'
import type { RuleNeed } from '../traefik/rule/problem.ts'

export interface OwnRule {
  /** As it was written. */
  readonly text: string
  readonly node: RuleNode
  /** It says by itself for which hosts it is. */
  readonly namesHosts: boolean
  /** The names in its `Host`, for which TLS options and certificates hold. */
  readonly hosts: readonly string[]
  readonly needs: readonly RuleNeed[]
}

export function ownRule(text: string | undefined): OwnRule | undefined {
  if (text === undefined) return undefined
  const { node, needs } = parseRule(text, 'http')
  // What is wrong has been reported where it was decoded; a rule that is wrong does not come here.
  if (node === undefined) return undefined
  const matchers = matchersIn(node)
  const hosts = matchers
    .filter(({ name }) => name === 'Host')
    .flatMap(({ values }) => values.map((value) => value.text.toLowerCase().replace(/\.$/, '')))
    .filter((host) => host !== '*')
  const namesHosts = matchers.some(({ name }) => name === 'Host' || name === 'HostRegexp')
  return { text: text.trim(), node, namesHosts, hosts: [...new Set(hosts)], needs }
}

/**
 * The rule stands instead of `path` and `match`, and of `host` when it names hosts itself. Under a rule that is inherited,
 * a route may narrow the requests down by what it says itself.
 */
export function withRule(keys: Service, rule: OwnRule | undefined, nearest: object): Service {
  if (rule === undefined) return keys
  const { path, match, host, ...others } = keys
  const narrows = !('rule' in nearest)
  return {
    ...others,
    ...(rule.namesHosts ? { host: rule.hosts } : host === undefined ? {} : { host }),
    ...(narrows && 'path' in nearest && path !== undefined ? { path } : {}),
    ...(narrows && 'match' in nearest && match !== undefined ? { match } : {}),
  }
}

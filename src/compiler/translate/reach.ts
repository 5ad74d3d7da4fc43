/** The rules by which a service is reached: one for each class of hosts and paths that needs its own priority. */
import type { PathMatch } from '../../language/service/reached.ts'
import { all, any, call, type Rule } from '../../traefik/rule.ts'
import { priorityOf, specificity, weightOfHost } from './priority.ts'
import { type RuleReach } from './ruleReach.ts'
import { slug } from './slug.ts'

export interface Reach {
  /** Appended to the name of the router: empty, `-wildcard`, `-path-admin`. */
  readonly suffix: string
  readonly rule: Rule
  readonly priority: number
  /** The same, but for the order of routes: two that are equal otherwise take the same requests. */
  readonly rank: number
  readonly hosts: readonly string[]
  readonly paths: readonly PathMatch[]
  /** The same rule for each host alone; nothing where a person wrote a part of it, as a pattern or a matcher. */
  readonly perHost: readonly Rule[]
  /** The text of what is and-ed to hosts and paths. */
  readonly matchers: string
}

export interface Reached {
  readonly hosts: readonly string[]
  /** And-ed to hosts and paths, or instead of them. */
  readonly rule?: RuleReach | undefined
  /** Empty: every path. */
  readonly paths: readonly PathMatch[]
  /** And-ed to every rule. */
  readonly matchers: readonly Rule[]
  /** Given by a person. */
  readonly given: number
  /** Of a route among the routes of its service. */
  readonly order: number
  /** Added to what is computed. */
  readonly above: number
  /** `Host` takes wildcards from Traefik 3.7; before, only `HostRegexp` does, to which no TLS options can be tied. */
  readonly wildcards: 'Host' | 'HostRegexp'
}

export function reachesOf(reached: Reached): readonly Reach[] {
  const { hosts, rule, paths, matchers, given, order, above, wildcards } = reached
  const hostClasses = [
    { suffix: '', hosts: hosts.filter((host) => !isWildcard(host)) },
    { suffix: '-wildcard', hosts: hosts.filter(isWildcard) },
  ].filter((one) => one.hosts.length > 0)
  // A rule needs no hosts beside it, and those that it names stand in one router.
  const classes =
    rule === undefined || (hosts.length > 0 && !rule.namesHosts) ? hostClasses : [{ suffix: '', hosts }]
  const own = rule === undefined ? [] : [rule.rule]
  const weight = rule?.weight ?? { host: 0, path: 0, matchers: 0 }
  const pathClasses = classesOf(paths)
  return classes.flatMap((hostClass) =>
    pathClasses.map((some) => {
      const standing = {
        given,
        host: rule?.namesHosts === true ? weight.host : weightOfHost(hostClass.hosts[0] ?? ''),
        path: Math.max(weight.path, some[0] === undefined ? 0 : specificity(some[0])),
        matchers: matchers.length + weight.matchers,
        order: 0,
      }
      const rank = priorityOf(standing) + above
      const hostRules = hostClass.hosts.map((host) => hostRule(host, wildcards))
      const path = pathRule(some)
      const beyond = [...(rule === undefined ? [] : [rule.beyondHosts]), ...matchers.map(({ text }) => text)]
      return {
        suffix: `${classes.length > 1 ? hostClass.suffix : ''}${pathClasses.length > 1 ? `-path-${slug(some[0])}` : ''}`,
        rule: all([
          ...(rule?.namesHosts === true || hostRules.length === 0 ? [] : [any(hostRules)]),
          ...own,
          ...path,
          ...matchers,
        ]),
        priority: rank + order,
        rank,
        matchers: beyond.filter((text) => text !== '').join(' && '),
        hosts: hostClass.hosts,
        paths: some,
        perHost:
          rule === undefined && matchers.length === 0 && some.every(({ kind }) => kind !== 'regex')
            ? hostRules.map((host) => all([host, ...path]))
            : [],
      }
    }),
  )
}

export function isWildcard(host: string): boolean {
  return host.startsWith('*.')
}

/** A rule for paths, or none when every path is meant. */
export function pathRule(paths: readonly PathMatch[]): readonly Rule[] {
  if (paths.length === 0 || paths.some((path) => path.kind === 'prefix' && path.path === '/')) return []
  return [any(paths.flatMap(pathMatchers))]
}

/** Paths that are equally specific share a router; there is always one class. */
function classesOf(paths: readonly PathMatch[]): readonly (readonly PathMatch[])[] {
  if (paths.length === 0) return [[]]
  const classes = new Map<number, PathMatch[]>()
  for (const path of paths) {
    const known = classes.get(specificity(path))
    if (known === undefined) classes.set(specificity(path), [path])
    else known.push(path)
  }
  return [...classes.values()]
}

function pathMatchers(path: PathMatch): readonly Rule[] {
  switch (path.kind) {
    case 'exact':
      return [call('Path', path.path)]
    case 'prefix':
      return [call('PathPrefix', path.path)]
    case 'below':
      return [call('Path', path.path), call('PathPrefix', `${path.path}/`)]
    case 'regex':
      return [call('PathRegexp', path.pattern)]
  }
}

/** One label of any text, as `Host` understands a wildcard. */
function hostRule(host: string, wildcards: Reached['wildcards']): Rule {
  if (!isWildcard(host) || wildcards === 'Host') return call('Host', host)
  return call('HostRegexp', `^[^.]+${host.slice(1).replaceAll('.', '\\.')}$`)
}

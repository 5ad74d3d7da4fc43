/** What a router in Traefik's own words claims for itself, read from its rule. */
import type { Place } from '../diagnostics/place.ts'
import { entriesOf } from '../traefik/entries.ts'
import { ownName } from '../traefik/references.ts'
import { alternativesOf, type Alternative } from '../traefik/rule/alternatives.ts'
import { parseRule } from '../traefik/rule/parse.ts'
import type { Claim, ClaimedPath } from './fragment.ts'
import type { Shared } from './shared.ts'

export interface RouterPlaces {
  readonly rule: () => Place
  readonly options: () => Place
}

/** Nothing of a rule that is wrong, that only Traefik 2 can read, or that is too long to compare. */
export function claimsOfRouter(
  name: string,
  router: Readonly<Record<string, unknown>>,
  places: RouterPlaces,
  { entryPoints }: Pick<Shared, 'entryPoints'>,
): readonly Claim[] {
  const { rule, tls, priority } = router
  // A rule of Traefik 2 that is also one of Traefik 3 takes the same requests.
  if (typeof rule !== 'string' || router['parentRefs'] !== undefined) return []
  const { node, problems } = parseRule(rule, 'http')
  if (node === undefined || problems.some(({ severity }) => severity === 'error')) return []
  const own = Array.isArray(router['entryPoints']) ? router['entryPoints'].map(String) : []
  // Without entry points a router is on all of them; what is meant is the one for its kind.
  const points = own.length > 0 ? own : [tls === undefined ? entryPoints.http : entryPoints.https]
  const options = entriesOf(tls)['options']
  const common = {
    by: name,
    // Traefik's own choice is the length of the rule in bytes.
    priority:
      typeof priority === 'number' && priority !== 0 ? priority : new TextEncoder().encode(rule).length,
    isComputed: false,
    entryPoints: points,
    tlsEntryPoints: tls === undefined ? [] : points,
    ...(tls === undefined ? {} : { tlsOptions: optionsName(options) }),
    hostPlace: places.rule,
    tlsPlace: options === undefined ? places.rule : places.options,
  }
  return (alternativesOf(node) ?? []).flatMap((alternative) => {
    const reach = reachOf(alternative, rule)
    if (reach === undefined) return []
    const { host, path, others } = reach
    const written = path?.text ?? ''
    const key = [
      host,
      path?.kind ?? 'prefix',
      written === '' ? '/' : written,
      common.priority,
      others.join(' && '),
    ]
    return [{ ...common, ...reach, shown: `\`${host}${written}\``, key: key.join(' ') }]
  })
}

/** The same as in a service, where a profile is named. */
function optionsName(options: unknown): string {
  return typeof options === 'string' ? (ownName('tls.options', options) ?? options) : 'default'
}

/** Nothing when it has several hosts or paths at once: then it matches nothing, or what cannot be told from the text. */
function reachOf(
  alternative: Alternative,
  rule: string,
): { host: string; path: ClaimedPath | undefined; others: readonly string[] } | undefined {
  const hosts: string[] = []
  const paths: ClaimedPath[] = []
  const others: string[] = []
  for (const { matcher, negated } of alternative) {
    const [first] = matcher.values
    const kind = PATHS[matcher.name]
    if (!negated && matcher.name === 'Host' && first !== undefined)
      hosts.push(first.text === '*' ? '' : first.text.toLowerCase().replace(/\.$/, ''))
    else if (!negated && kind !== undefined && first !== undefined) paths.push({ kind, text: first.text })
    else others.push(`${negated ? '!' : ''}${rule.slice(matcher.offset, matcher.offset + matcher.length)}`)
  }
  const [path] = paths
  return hosts.length > 1 || paths.length > 1
    ? undefined
    : { host: hosts[0] ?? '', path, others: others.sort() }
}

const PATHS: Readonly<Record<string, ClaimedPath['kind']>> = {
  Path: 'exact',
  PathPrefix: 'prefix',
  PathRegexp: 'regex',
}

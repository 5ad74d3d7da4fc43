/** Says whether a rule takes a request, and which of its conditions do not hold. */
import { contains, parseNetwork } from '../ip.ts'
import type { Matcher, RuleNode } from '../rule/node.ts'
import { canonicalHeader, type Seen } from './asked.ts'
import { toBytes, toText, type Bytes } from './bytes.ts'
import { goRegexp } from './goRegexp.ts'
import { matchesDomain } from './domain.ts'

/** `unknown`: it hangs on a regular expression that cannot be evaluated here. */
export type Answer = 'yes' | 'no' | 'unknown'

/** A matcher that has to hold, or with `not` has not to, and does not. */
export interface Unmet {
  readonly matcher: Matcher
  readonly not: boolean
}

/** Whether one matcher holds for what was asked. */
export type Holds = (matcher: Matcher) => Answer

export function matches(node: RuleNode, holds: Holds): Answer {
  switch (node.kind) {
    case 'matcher':
      return holds(node)
    case 'not':
      return negated(matches(node.operand, holds))
    case 'and':
      return least(node.operands.map((operand) => matches(operand, holds)))
    case 'or':
      return negated(least(node.operands.map((operand) => negated(matches(operand, holds)))))
  }
}

/** The fewest conditions that stand between the request and the rule; none when it matches. */
export function unmet(node: RuleNode, holds: Holds, not = false): readonly Unmet[] {
  if (node.kind === 'not') return unmet(node.operand, holds, !not)
  if (node.kind === 'matcher') {
    const answered = holds(node)
    return (not ? negated(answered) : answered) === 'yes' ? [] : [{ matcher: node, not }]
  }
  const parts = node.operands.map((operand) => unmet(operand, holds, not))
  // Of what is denied, an "and" is an "or" of what is denied.
  if ((node.kind === 'and') !== not) return parts.flat()
  return parts.reduce((least, part) => (part.length < least.length ? part : least))
}

export function requestHolds(seen: Seen): Holds {
  return (matcher) => matcherHolds(matcher, seen)
}

function matcherHolds({ name, values }: Matcher, seen: Seen): Answer {
  const [first = '', second] = values.map(({ text }) => text)
  switch (name) {
    case 'Host':
      return answer(hostMatches(first.toLowerCase(), seen.host))
    case 'HostRegexp':
      return regexpMatches(first, [seen.host])
    case 'Path':
      return answer(seen.routingPath === toBytes(first))
    case 'PathPrefix':
      return answer(seen.routingPath.startsWith(toBytes(first)))
    case 'PathRegexp':
      return regexpMatches(first, [toText(seen.routingPath)])
    case 'Method':
      return answer(seen.asked.method === first.toUpperCase())
    case 'Header':
      return answer(headerValues(seen, first).includes(second ?? ''))
    case 'HeaderRegexp':
      return regexpMatches(second ?? '', headerValues(seen, first))
    case 'Query':
      return answer(parameter(seen, first).includes(toBytes(second ?? '')))
    case 'QueryRegexp':
      return second === undefined
        ? answer(parameter(seen, first).includes(''))
        : regexpMatches(second, parameter(seen, first).map(toText))
    case 'ClientIP': {
      const network = parseNetwork(first)
      return answer(network !== undefined && contains(network, seen.clientIp))
    }
    case 'HostSNI':
    case 'HostSNIRegexp':
    case 'ALPN':
      return 'no' // Only in rules of TCP routers, see `connection.ts`.
  }
}

function headerValues(seen: Seen, name: string): readonly string[] {
  return seen.headers.get(canonicalHeader(name)) ?? []
}

function parameter(seen: Seen, name: string): readonly Bytes[] {
  return seen.parameters.get(toBytes(name)) ?? []
}

/** A dot at the end is forgiven on either side. */
function hostMatches(wanted: string, host: string): boolean {
  if (wanted === '*') return true
  if (host === '') return false
  if (matchesDomain(host, wanted)) return true
  if (wanted.endsWith('.') && matchesDomain(host, wanted.slice(0, -1))) return true
  return host.endsWith('.') && matchesDomain(host.slice(0, -1), wanted)
}

export function regexpMatches(pattern: string, texts: readonly string[]): Answer {
  if (texts.length === 0) return 'no'
  const compiled = goRegexp(pattern)
  if ('unsupported' in compiled) return 'unknown'
  return answer(texts.some((text) => compiled.find(text) !== undefined))
}

function least(answers: readonly Answer[]): Answer {
  return answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes'
}

function negated(one: Answer): Answer {
  return one === 'unknown' ? one : one === 'yes' ? 'no' : 'yes'
}

export function answer(holds: boolean): Answer {
  return holds ? 'yes' : 'no'
}

/** `match`: matchers that are and-ed to every rule of a service. */
import type { ValueMatch } from '../../language/service/matching.ts'
import { any, call, not, type Rule } from '../../traefik/rule.ts'
import type { Subject } from '../subject.ts'

export function matchersOf({ keys }: Subject): readonly Rule[] {
  const { method, header = {}, query = {}, clientIp } = keys.match ?? {}
  return [
    ...(method === undefined ? [] : [any(method.map((one) => call('Method', one)))]),
    ...headerMatchers(header),
    ...Object.entries(query).map(([name, values]) => any(values.map((value) => queryMatcher(name, value)))),
    ...(clientIp === undefined ? [] : [fromOneOf(clientIp)]),
  ]
}

type Matches = Readonly<Record<string, readonly ValueMatch[]>>

export function headerMatchers(headers: Matches): readonly Rule[] {
  return Object.entries(headers).map(([name, values]) =>
    any(values.map((value) => headerMatcher(name, value))),
  )
}

/** Traefik refuses an empty argument; the pattern takes the header without a value. */
function headerMatcher(name: string, value: ValueMatch): Rule {
  if ('exact' in value && value.exact !== '') return call('Header', name, value.exact)
  return call('HeaderRegexp', name, 'regex' in value ? value.regex : '^$')
}

/** With one argument `Query` wants the parameter there and empty. */
function queryMatcher(name: string, value: ValueMatch): Rule {
  if ('regex' in value) return call('QueryRegexp', name, value.regex)
  return call('Query', ...(value.exact === '' ? [name] : [name, value.exact]))
}

export function fromOneOf(networks: readonly string[]): Rule {
  return any(networks.map((one) => call('ClientIP', one)))
}

export function notFrom(networks: readonly string[]): Rule {
  return not(fromOneOf(networks))
}

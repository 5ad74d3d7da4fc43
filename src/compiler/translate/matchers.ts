/** `match` and `deny`: matchers that are and-ed to every rule of a service. */
import { any, call, not, type Rule } from '../../traefik/rule.ts'
import type { Subject } from '../subject.ts'

export function matchersOf({ keys }: Subject): readonly Rule[] {
  const { method, header = {}, query = {}, clientIp } = keys.match ?? {}
  return [
    ...(method === undefined ? [] : [any(method.map((one) => call('Method', one)))]),
    ...headerMatchers(header),
    ...Object.entries(query).map(([name, value]) =>
      call('Query', ...(value === '' ? [name] : [name, value])),
    ),
    ...(clientIp === undefined ? [] : [any(clientIp.map((one) => call('ClientIP', one)))]),
    ...(keys.deny === undefined ? [] : [not(any(keys.deny.map((one) => call('ClientIP', one))))]),
  ]
}

export function headerMatchers(headers: Readonly<Record<string, string>>): readonly Rule[] {
  // Traefik refuses an empty argument; the pattern takes the header without a value.
  return Object.entries(headers).map(([name, value]) =>
    value === '' ? call('HeaderRegexp', name, '^$') : call('Header', name, value),
  )
}

/** Not from these networks. */
export function notFrom(networks: readonly string[]): Rule {
  return not(any(networks.map((one) => call('ClientIP', one))))
}

/** Which objects of a configuration name which others. */

import { entriesOf } from './entries.ts'

/** What can be named. */
export type Kind = keyof typeof KINDS

/** By what messages call them. */
export const KINDS = {
  'http.routers': 'HTTP router',
  'http.services': 'HTTP service',
  'http.middlewares': 'HTTP middleware',
  'http.serversTransports': 'HTTP servers transport',
  'tcp.services': 'TCP service',
  'tcp.middlewares': 'TCP middleware',
  'tcp.serversTransports': 'TCP servers transport',
  'udp.services': 'UDP service',
  'tls.options': 'set of TLS options',
} as const

export interface Reference {
  /** Of the object that names: `http.routers`, `shop`. */
  readonly from: { readonly kind: string; readonly name: string }
  /** Of the name, from the root of the configuration. */
  readonly path: readonly (string | number)[]
  readonly kind: Kind
  /** As it is written, perhaps with `@provider`. */
  readonly name: string
}

/** Our own object that is meant, or nothing when it is one of another provider. */
export function ownName(kind: Kind, written: string): string | undefined {
  const at = written.lastIndexOf('@')
  if (at >= 0) return written.slice(at + 1) === 'http' ? written.slice(0, at) : undefined
  // Traefik's own options, which need no definition.
  return kind === 'tls.options' && written === 'default' ? undefined : written
}

/** `config` has passed the check of its fields. In the order in which things are written. */
export function referencesOf(config: unknown): readonly Reference[] {
  const found: Reference[] = []
  for (const [protocol, kinds] of Object.entries(WHERE)) {
    for (const [kind, steps] of Object.entries(kinds)) {
      const objects = entriesOf(entriesOf(config)[protocol])[kind]
      for (const [name, object] of Object.entries(entriesOf(objects))) {
        for (const [target, ...paths] of steps) {
          for (const path of paths) {
            const add = (at: readonly (string | number)[], text: string): void => {
              found.push({ from: { kind: `${protocol}.${kind}`, name }, path: at, kind: target, name: text })
            }
            walk(object, path.split('.'), [protocol, kind, name], add)
          }
        }
      }
    }
  }
  return found
}

/** `*` stands for every item of a list. */
const WHERE: Readonly<Record<string, Readonly<Record<string, readonly (readonly [Kind, ...string[]])[]>>>> = {
  http: {
    routers: [
      ['http.middlewares', 'middlewares.*'],
      ['http.services', 'service'],
      ['http.routers', 'parentRefs.*'],
      ['tls.options', 'tls.options'],
    ],
    services: [
      ['http.middlewares', 'middlewares.*'],
      ['http.serversTransports', 'loadBalancer.serversTransport'],
      [
        'http.services',
        'weighted.services.*.name',
        'highestRandomWeight.services.*.name',
        'mirroring.service',
        'mirroring.mirrors.*.name',
        'failover.service',
        'failover.fallback',
      ],
    ],
    middlewares: [
      ['http.middlewares', 'chain.middlewares.*'],
      ['http.services', 'errors.service'],
    ],
  },
  tcp: {
    routers: [
      ['tcp.middlewares', 'middlewares.*'],
      ['tcp.services', 'service'],
      ['tls.options', 'tls.options'],
    ],
    services: [
      ['tcp.serversTransports', 'loadBalancer.serversTransport'],
      ['tcp.services', 'weighted.services.*.name'],
    ],
  },
  udp: {
    routers: [['udp.services', 'service']],
    services: [['udp.services', 'weighted.services.*.name']],
  },
}

function walk(
  value: unknown,
  [step, ...rest]: readonly string[],
  at: readonly (string | number)[],
  add: (at: readonly (string | number)[], name: string) => void,
): void {
  if (step === undefined) {
    if (typeof value === 'string' && value !== '') add(at, value)
  } else if (step !== '*') walk(entriesOf(value)[step], rest, [...at, step], add)
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) walk(item, rest, [...at, index], add)
}

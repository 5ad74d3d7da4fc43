/** Puts the parts of all services together into one configuration, without an empty mapping anywhere. */
import type { TraefikConfig } from '../traefik/config.ts'
import type { Fragment } from './fragment.ts'
import type { Part } from './part.ts'

/** Two services that would make the same name. */
export interface Collision {
  readonly name: string
  readonly part: Part
  readonly other: Part
}

export function merge(parts: readonly Part[]): { config: TraefikConfig; collisions: readonly Collision[] } {
  const collisions: Collision[] = []
  const join = <T>(
    pick: (fragment: Fragment) => Readonly<Record<string, T>>,
  ): Record<string, T> | undefined => {
    const joined = new Map<string, { part: Part; value: T }>()
    for (const part of parts) {
      for (const [name, value] of Object.entries(pick(part.fragment))) {
        const earlier = joined.get(name)
        if (earlier === undefined) joined.set(name, { part, value })
        // What is shared is equal; two services' own objects of one name are not.
        else if (JSON.stringify(earlier.value) !== JSON.stringify(value))
          collisions.push({ name, part, other: earlier.part })
      }
    }
    return joined.size === 0
      ? undefined
      : Object.fromEntries([...joined].map(([name, { value }]) => [name, value]))
  }
  const http = present({
    routers: join((fragment) => fragment.routers),
    services: join((fragment) => fragment.services),
    middlewares: join((fragment) => fragment.middlewares),
    serversTransports: join((fragment) => fragment.serversTransports),
  })
  const streams = (protocol: 'tcp' | 'udp') =>
    present({
      routers: join((fragment) => fragment[protocol].routers),
      services: join((fragment) => fragment[protocol].services),
      middlewares: join((fragment) => fragment[protocol].middlewares),
    })
  const tls = present({
    options: join((fragment) => fragment.tlsOptions),
    certificates: certificatesOf(parts),
  })
  return { config: present({ http, tcp: streams('tcp'), udp: streams('udp'), tls }) ?? {}, collisions }
}

/** Each certificate once, in an order that does not depend on the services'. */
function certificatesOf(parts: readonly Part[]): Fragment['certificates'] | undefined {
  const byText = new Map(
    parts.flatMap(({ fragment }) =>
      fragment.certificates.map((pair) => [JSON.stringify(pair), pair] as const),
    ),
  )
  return byText.size === 0 ? undefined : [...byText.keys()].sort().flatMap((text) => byText.get(text) ?? [])
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function present<T extends Readonly<Record<string, unknown>>>(entries: T): Present<T> | undefined {
  const kept = Object.entries(entries).filter((entry) => entry[1] !== undefined)
  return kept.length === 0 ? undefined : (Object.fromEntries(kept) as Present<T>)
}

/** What a snapshot holds, as a person wants to see it: each service with where it is reached and where it goes. */
import type { Snapshot } from '../../provider/snapshot.ts'
import type { TraefikConfig } from '../../traefik/config.ts'
import { entriesOf } from '../../traefik/entries.ts'
import { staticNeedsOf, type StaticNeeds } from '../../traefik/staticNeeds.ts'

export interface Contents {
  /** In the order of the snapshot. */
  readonly services: readonly ServiceRow[]
  /** Of Traefik's static configuration; found when somebody asks for it. */
  staticNeeds(): StaticNeeds
}

export interface ServiceRow {
  readonly name: string
  readonly routers: readonly { readonly protocol: Protocol; readonly rule: string }[]
  /** URLs and addresses. */
  readonly upstreams: readonly string[]
}

export type Protocol = 'http' | 'tcp' | 'udp'

/** Made when somebody looks, once for each snapshot. */
export function createContents(): (snapshot: Snapshot) => Contents {
  let last: { readonly snapshot: Snapshot; readonly contents: Contents } | undefined
  return (snapshot) => {
    if (last?.snapshot !== snapshot) last = { snapshot, contents: contentsOf(snapshot) }
    return last.contents
  }
}

function contentsOf({ body, services }: Snapshot): Contents {
  const config: TraefikConfig = JSON.parse(body.toString())
  const rows = new Map(services.map((name) => [name, emptyRow(name)]))
  let staticNeeds: StaticNeeds | undefined
  for (const protocol of ['http', 'tcp', 'udp'] as const) {
    const section = entriesOf(config[protocol])
    for (const [name, router] of Object.entries(entriesOf(section['routers']))) {
      const { rule, service } = entriesOf(router)
      const row = rows.get(serviceIn(name, rows))
      if (row === undefined) continue
      row.routers.push({ protocol, rule: typeof rule === 'string' ? rule : '' })
      for (const upstream of upstreamsOf(entriesOf(section['services']), service, 0))
        row.upstreams.add(upstream)
    }
  }
  return {
    services: [...rows.values()].map((row) => ({ ...row, upstreams: [...row.upstreams] })),
    staticNeeds: () => (staticNeeds ??= staticNeedsOf(config)),
  }
}

function emptyRow(name: string) {
  return { name, routers: new Array<ServiceRow['routers'][number]>(), upstreams: new Set<string>() }
}

/** What a service makes is named after it: `shop`, `shop-http`, `shop-blue` are of `shop`, unless there is a `shop-blue`. */
function serviceIn(router: string, services: ReadonlyMap<string, unknown>): string {
  for (let name = router; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('-')))) {
    if (services.has(name)) return name
  }
  return router
}

/** Servers, also of the services that a service is put together from. */
function upstreamsOf(
  services: Readonly<Record<string, unknown>>,
  name: unknown,
  depth: number,
): readonly string[] {
  if (typeof name !== 'string' || depth > MOST_DEPTH) return []
  if (name.includes('@')) return name === 'noop@internal' ? [] : [name]
  const service = entriesOf(services[name])
  const servers = itemsOf(entriesOf(service['loadBalancer'])['servers']).flatMap(({ url, address }) =>
    typeof url === 'string' ? url : typeof address === 'string' ? address : [],
  )
  const { mirroring, failover } = service
  const others = [
    ...itemsOf(entriesOf(service['weighted'])['services']).map((one) => one['name']),
    entriesOf(mirroring)['service'],
    ...itemsOf(entriesOf(mirroring)['mirrors']).map((one) => one['name']),
    entriesOf(failover)['service'],
    entriesOf(failover)['fallback'],
  ]
  return [...servers, ...others.flatMap((other) => upstreamsOf(services, other, depth + 1))]
}

const MOST_DEPTH = 4

function itemsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(entriesOf) : []
}

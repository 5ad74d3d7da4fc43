/** Traefik's static configuration, written from what the definitions need of it. */
import type { NeededEntryPoint, NeededResolver, StaticNeeds } from './staticNeeds.ts'

export interface StaticOptions {
  readonly endpoint: string
  /** The value of the header `Authorization`. */
  readonly authorization?: string | undefined
  /** A file that Traefik reads: the authority that signed Pointsman's certificate. */
  readonly ca?: string | undefined
  /** By name of the entry point; what is not there is guessed. */
  readonly addresses: ReadonlyMap<string, string>
  /** A file that Traefik writes. */
  readonly storage: string
}

export interface StaticConfig {
  readonly value: Readonly<Record<string, unknown>>
  /** What only a person can know, and was guessed: `entryPoints.postgres.address`, with the reason. */
  readonly guesses: ReadonlyMap<string, string>
}

/** Short enough that a change is live at once, long enough that a poll can be held. */
const POLL_INTERVAL = '500ms'

export function staticConfigOf(needs: StaticNeeds, options: StaticOptions): StaticConfig {
  const guesses = new Map<string, string>()
  const { endpoint, authorization, ca } = options
  const http = {
    endpoint,
    pollInterval: POLL_INTERVAL,
    ...(authorization === undefined ? {} : { headers: { Authorization: authorization } }),
    ...(ca === undefined ? {} : { tls: { ca } }),
  }
  const challenge = needs.entryPoints.find(({ http: isHttp, name }) => isHttp && name === 'web')?.name
  const value = {
    entryPoints: entryPointsOf(needs.entryPoints, options.addresses, guesses),
    providers: { http, ...(needs.internals.includes('rest') ? { rest: {} } : {}) },
    ...(needs.resolvers.length === 0
      ? {}
      : {
          certificatesResolvers: Object.fromEntries(
            needs.resolvers.map((resolver) => [
              resolver.name,
              resolverOf(resolver, challenge, options.storage, guesses),
            ]),
          ),
        }),
    ...(needs.internals.includes('api') ? { api: {} } : {}),
    ...(needs.internals.includes('ping') ? { ping: { manualRouting: true } } : {}),
    ...(needs.internals.includes('prometheus') ? { metrics: { prometheus: { manualRouting: true } } } : {}),
  }
  return { value, guesses }
}

function entryPointsOf(
  needed: readonly NeededEntryPoint[],
  addresses: ReadonlyMap<string, string>,
  guesses: Map<string, string>,
): Readonly<Record<string, { address: string }>> {
  const taken = new Set([...addresses.values()].map((address) => address.replace(/^.*:/, '')))
  const points: Record<string, { address: string }> = {}
  const free = (protocol: string, from: number): number => {
    let port = from
    while (taken.has(portKey(protocol, port))) port++
    taken.add(portKey(protocol, port))
    return port
  }
  for (const { name, protocol, upstreamPort, http } of needed) {
    const suffix = protocol === 'udp' ? '/udp' : ''
    const given = addresses.get(name) ?? DEFAULTS[name]
    if (given !== undefined) {
      const address = given.endsWith(suffix) ? given : `${given}${suffix}`
      taken.add(address.replace(/^.*:/, ''))
      points[name] = { address }
      continue
    }
    const port = free(protocol, upstreamPort ?? (http ? 8000 : 9000))
    points[name] = { address: `:${port}${suffix}` }
    const why = port === upstreamPort ? 'the port of what is behind it' : 'nothing tells the port'
    guesses.set(`entryPoints.${name}.address`, `A guess: ${why}.`)
  }
  return points
}

const DEFAULTS: Readonly<Record<string, string>> = { web: ':80', websecure: ':443', traefik: ':8080' }

function portKey(protocol: string, port: number): string {
  return protocol === 'udp' ? `${port}/udp` : String(port)
}

function resolverOf(
  { name, wildcard }: NeededResolver,
  challenge: string | undefined,
  storage: string,
  guesses: Map<string, string>,
): unknown {
  if (!wildcard && challenge !== undefined)
    return { acme: { httpChallenge: { entryPoint: challenge }, storage } }
  if (!wildcard) return { acme: { storage, tlsChallenge: {} } }
  guesses.set(
    `certificatesResolvers.${name}.acme.dnsChallenge.provider`,
    'A guess: the provider of your DNS stands here.',
  )
  return { acme: { dnsChallenge: { provider: 'cloudflare' }, storage } }
}

/** Tells how the provider is: alive, ready, and everything there is to know about what is served. */
import type { FastifyInstance } from 'fastify'
import type { TraefikStatus } from '../provider/applied.ts'
import type { Provider } from '../provider/provider.ts'
import type { Client, Clients } from './clients.ts'
import type { Held } from './held.ts'
import { sendProblem } from './problem.ts'

export interface StatusRoutesOptions {
  readonly provider: Provider
  readonly clients: Clients
  readonly held: Held
  readonly version: string
  readonly traefiks: () => readonly TraefikStatus[]
}

export function addStatusRoutes(app: FastifyInstance, options: StatusRoutesOptions): void {
  const { provider, clients, held, version, traefiks } = options

  app.get('/healthz', () => ({ status: 'ok' }))

  app.get('/readyz', (_request, reply) =>
    provider.current() === undefined
      ? sendProblem(reply, 503, 'Nothing is served yet; `/status` tells why.')
      : { status: 'ready' },
  )

  app.get('/status', () => {
    return { version, ...provider.status(), clients: clientList(), traefiks: traefiks() }
  })

  app.get('/', (_request, reply) => reply.type('text/plain; charset=utf-8').send(overview()))

  /** A sender that is known by name stands in it once, whichever connections it uses. */
  function clientList(): object[] {
    const shown = new Map<unknown, Client[]>()
    for (const client of clients.all()) {
      const key = client.isKnownByName ? client.sender : client
      shown.set(key, [...(shown.get(key) ?? []), client])
    }
    return [...shown.values()].map((all) => {
      const last = all.reduce((one, other) => (other.lastPoll > one.lastPoll ? other : one))
      return {
        name: last.name ?? null,
        address: last.address,
        userAgent: last.userAgent,
        lastPoll: last.lastPoll,
        revision: last.revision ?? null,
        held: all.some((client) => held.has(client)),
      }
    })
  }

  function overview(): string {
    const { served } = provider.status()
    const count = served?.services.length
    const line =
      served === null
        ? 'Nothing is served yet.'
        : `Revision ${served.revision} with ${count} ${count === 1 ? 'service' : 'services'}.`
    return `Pointsman ${version}\n${line}\n\n${ENDPOINTS}`
  }
}

const ENDPOINTS = `/config        the dynamic configuration, for providers.http.endpoint of Traefik
/status        what is served, what was last tried, every mistake, who polls
/metrics       the numbers, for Prometheus
/schema.json   what a definition may say, for editors
/readyz        200 once there is something to serve
/healthz       200 as long as the process lives
`

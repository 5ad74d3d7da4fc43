/** How the provider is: alive, ready, and everything there is to know about what is served. */
import type { FastifyInstance } from 'fastify'
import type { Provider } from '../provider/provider.ts'
import type { Clients } from './clients.ts'
import { sendProblem } from './problem.ts'

export interface StatusRoutesOptions {
  readonly provider: Provider
  readonly clients: Clients
  readonly version: string
}

export function addStatusRoutes(
  app: FastifyInstance,
  { provider, clients, version }: StatusRoutesOptions,
): void {
  app.get('/healthz', () => ({ status: 'ok' }))

  app.get('/readyz', (_request, reply) =>
    provider.current() === undefined
      ? sendProblem(reply, 503, 'Nothing is served yet.')
      : { status: 'ready' },
  )

  app.get('/status', () => ({
    version,
    ...provider.status(),
    clients: clients.all().map(({ address, userAgent, lastPoll, revision, held }) => ({
      address,
      userAgent,
      lastPoll,
      revision: revision ?? null,
      held,
    })),
  }))

  app.get('/', (_request, reply) => {
    const { served } = provider.status()
    const line =
      served === null
        ? 'Nothing is served yet.'
        : `Revision ${served.revision} with ${served.services.length} services.`
    return reply
      .type('text/plain; charset=utf-8')
      .send(`Pointsman ${version}\n${line}\n\n${ENDPOINTS.join('\n')}\n`)
  })
}

const ENDPOINTS = [
  '/config   the dynamic configuration, for providers.http.endpoint of Traefik',
  '/status   what is served, what was last tried, every mistake, who polls',
  '/readyz   200 once there is something to serve',
  '/healthz  200 as long as the process lives',
]

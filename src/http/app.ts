/** The HTTP side: built without listening, so that tests can ask it directly. */
import fastify, { type FastifyInstance } from 'fastify'
import type { Provider } from '../provider/provider.ts'
import { createClients } from './clients.ts'
import { addConfigRoute } from './configRoute.ts'
import type { Hold } from './hold.ts'
import { sendProblem } from './problem.ts'
import { addStatusRoutes } from './statusRoutes.ts'
import { createWaiting } from './waiting.ts'

export interface AppOptions {
  readonly provider: Provider
  readonly hold: Hold
  readonly version: string
  readonly now?: () => Date
}

export interface App {
  readonly fastify: FastifyInstance
  /** How many requests are held. */
  held(): number
  /** Answers all held requests; from now on none is held. Then `fastify.close()` ends at once. */
  release(): void
}

/** Longer than any client keeps an idle connection between polls, so that it is never we who close one in use. */
const KEEP_ALIVE = 125_000

export function buildApp({ provider, hold, version, now = () => new Date() }: AppOptions): App {
  const app = fastify({
    logger: false,
    bodyLimit: 1024,
    keepAliveTimeout: KEEP_ALIVE,
    requestTimeout: 10_000,
    connectionTimeout: 0,
    forceCloseConnections: true,
    return503OnClosing: false,
    exposeHeadRoutes: true,
  })
  const clients = createClients()
  const waiting = createWaiting(provider)

  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
  })
  app.setNotFoundHandler((request, reply) => {
    const known = PATHS.has(request.url.replace(/\?.*$/, ''))
    if (!known) return sendProblem(reply, 404, 'There is nothing here; `/` lists what there is.')
    return sendProblem(reply.header('allow', 'GET, HEAD'), 405, 'Only GET and HEAD are answered here.')
  })
  app.setErrorHandler((error, _request, reply) => {
    const status = statusOf(error)
    return sendProblem(
      reply,
      status,
      status < 500 && error instanceof Error ? error.message : 'Something went wrong here.',
    )
  })

  addConfigRoute(app, { provider, clients, waiting, hold, now })
  addStatusRoutes(app, { provider, clients, version })
  return { fastify: app, held: () => waiting.count(), release: () => waiting.release() }
}

const PATHS: ReadonlySet<string> = new Set(['/', '/config', '/status', '/readyz', '/healthz'])

function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' && status >= 400 ? status : 500
}

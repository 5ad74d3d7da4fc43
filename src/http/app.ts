/** The HTTP side as a whole, built without listening, so that tests can ask it directly. */
import { fastify, type FastifyInstance, type FastifyReply } from 'fastify'
import type { ProviderEvent } from '../provider/event.ts'
import type { Provider } from '../provider/provider.ts'
import { createClients } from './clients.ts'
import { addConfigRoute } from './configRoute.ts'
import { createHeld } from './held.ts'
import type { Hold } from './hold.ts'
import type { Milliseconds } from './interval.ts'
import { sendProblem } from './problem.ts'
import { addStatusRoutes } from './statusRoutes.ts'

export type HttpEvent = Extract<ProviderEvent, { kind: 'fault' }>

export interface AppOptions {
  readonly provider: Provider
  /** A number never counts for more than 4 s. */
  readonly hold: Hold
  readonly version: string
  /** Told of our bugs; whoever asked sees no more than a 500. */
  readonly log?: (event: HttpEvent) => void
  /** Never goes back; from any start. */
  readonly now?: () => Milliseconds
}

export interface App {
  readonly fastify: FastifyInstance
  /** Answers all held polls at once; from now on none is held, and connections end with their answer. For use before `fastify.close()`. */
  release(): void
}

export function buildApp({ provider, hold, version, log, now = () => performance.now() }: AppOptions): App {
  const app = fastify({
    logger: false,
    bodyLimit: 1024,
    // Go keeps an idle connection for 90 s: it must never be us who close one that is about to be used.
    keepAliveTimeout: 125_000,
    // Without a byte either way; longer than a poll is held.
    connectionTimeout: 150_000,
    // To send a request, which is a few lines.
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    // While we close, what there is is still right, and an error would only be logged by Traefik.
    return503OnClosing: false,
    frameworkErrors: (error, _request, reply) => fail(reply, error),
  })
  const clients = createClients()
  const held = createHeld(provider)

  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-content-type-options', 'nosniff')
    // The next request on a connection must not wait behind a poll that is held there.
    const client = clients.of(request)
    if (client !== undefined) held.answer(client)
    if (request.method === 'GET' || request.method === 'HEAD') return done()
    if (!app.hasRoute({ method: 'GET', url: request.url.replace(/\?.*/, '') })) return notFound(reply)
    sendProblem(reply.header('allow', 'GET, HEAD'), 405, 'There are only GET and HEAD here.')
  })
  app.addHook('preClose', (done) => {
    setTimeout(() => app.server.closeAllConnections(), CLOSING_TIME).unref()
    done()
  })
  app.setNotFoundHandler((_request, reply) => notFound(reply))
  app.setErrorHandler((error, _request, reply) => fail(reply, error))

  addConfigRoute(app, { provider, clients, held, hold, now })
  addStatusRoutes(app, { provider, clients, held, version })
  return { fastify: app, release: () => held.release() }

  function fail(reply: FastifyReply, error: unknown): void {
    const status = statusOf(error)
    if (status >= 500) log?.({ kind: 'fault', problem: 'a request could not be answered', error })
    const detail = status < 500 && error instanceof Error ? error.message : 'This is a bug in Pointsman.'
    sendProblem(reply, status, detail)
  }
}

/** What answers under way have left when we close; then their connections are cut. */
const CLOSING_TIME: Milliseconds = 1000

function notFound(reply: FastifyReply): void {
  sendProblem(reply, 404, 'There is nothing here; `/` lists what there is.')
}

/** Fastify marks what the client did wrong. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' && status >= 400 ? status : 500
}

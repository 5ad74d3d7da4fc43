/** The HTTP side as a whole, built without listening, so that tests can ask it directly. */
import { fastify, type FastifyInstance, type FastifyReply } from 'fastify'
import type { SourceOf } from '../diagnostics/print.ts'
import type { TraefikStatus } from '../provider/applied.ts'
import type { ProviderEvent } from '../provider/event.ts'
import type { Provider } from '../provider/provider.ts'
import { addAccess, type Access } from './access.ts'
import { createClients } from './clients.ts'
import { addConfigRoute } from './configRoute.ts'
import { createHeld } from './held.ts'
import type { Hold } from './hold.ts'
import type { Milliseconds } from './interval.ts'
import { addMetricsRoute } from './metrics/route.ts'
import type { StateWrites } from './metrics/sources.ts'
import { createTally } from './metrics/tally.ts'
import { sendProblem } from './problem.ts'
import { addSchemaRoute } from './schemaRoute.ts'
import { SECURITY_HEADERS } from './securityHeaders.ts'
import { createListener, type TlsMaterial } from './server.ts'
import { addStatusRoutes } from './statusRoutes.ts'
import { limitAnswers } from './unfinished.ts'

export type HttpEvent =
  | Extract<ProviderEvent, { kind: 'fault' }>
  /** Somebody was not let in, and no one else in the last minute; `reason` is a sentence without a final dot. */
  | { readonly kind: 'refused'; readonly reason: string }

export interface AppOptions {
  readonly provider: Provider
  /** A number never counts for more than 4 s. */
  readonly hold: Hold
  readonly version: string
  /** Absent: plain HTTP. */
  readonly tls?: TlsMaterial
  /** Absent: whoever reaches us is let in. */
  readonly tokens?: Access['tokens']
  /** What the Traefiks run whose API is known. */
  readonly traefiks?: () => readonly TraefikStatus[]
  /** How the writes of the state went; absent when none is kept. */
  readonly stateWrites?: () => StateWrites
  /** For the frames of mistakes on the page. */
  readonly sourceOf?: SourceOf
  /** Told of our bugs, of which whoever asked sees no more than a 500, and of who was turned away. */
  readonly log?: (event: HttpEvent) => void
  /** Never goes back; from any start. */
  readonly now?: () => Milliseconds
}

export interface App {
  readonly fastify: FastifyInstance
  /** A renewed certificate: new connections get it, and none is dropped. Throws when it is no good. */
  renew(tls: TlsMaterial): void
  /** Answers all held polls at once; from now on none is held, and connections end with their answer. For use before `fastify.close()`. */
  release(): void
}

export function buildApp(options: AppOptions): App {
  const { provider, hold, version, tls, tokens, log, now = () => performance.now() } = options
  const { traefiks = () => [], sourceOf = () => undefined } = options
  const listener = createListener(tls)
  const app = fastify({
    logger: false,
    serverFactory: (handler) => listener.create(handler),
    bodyLimit: 1024,
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    forceCloseConnections: 'idle',
    // While we close, what there is is still right, and an error would only be logged by Traefik.
    return503OnClosing: false,
    frameworkErrors: (error, _request, reply) => fail(reply.headers(SECURITY_HEADERS), error),
  })
  const clients = createClients()
  const held = createHeld(provider)
  const refused = atMostOncePer(MINUTE, (reason: string) => log?.({ kind: 'refused', reason }))

  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(SECURITY_HEADERS)
    done()
  })
  if (tokens !== undefined || tls?.clientCa !== undefined)
    addAccess(app, { tokens, clientCertificate: tls?.clientCa !== undefined }, refused)
  app.addHook('onRequest', (request, reply, done) => {
    // In HTTP/1.1 the next request on a connection waits behind a poll that is held there; it must not.
    const client = request.raw.httpVersionMajor === 1 ? clients.of(request) : undefined
    if (client !== undefined) held.answer(client)
    if (request.method === 'GET' || request.method === 'HEAD') return done()
    if (!app.hasRoute({ method: 'GET', url: request.url.replace(/\?.*/, '') })) return notFound(reply)
    sendProblem(reply.header('allow', 'GET, HEAD'), 405, 'There are only GET and HEAD here.')
  })
  app.addHook('preClose', (done) => {
    listener.endSessions()
    setTimeout(() => listener.cut(), CLOSING_TIME).unref()
    done()
  })
  app.setNotFoundHandler((_request, reply) => notFound(reply))
  app.setErrorHandler((error, _request, reply) => fail(reply, error))

  limitAnswers(app)
  addConfigRoute(app, { provider, clients, held, hold, now })
  addSchemaRoute(app)
  addStatusRoutes(app, {
    provider,
    clients,
    held,
    version,
    traefiks,
    sourceOf,
    needsToken: tokens !== undefined,
  })
  addMetricsRoute(app, {
    provider,
    tally: createTally(provider),
    held: () => held.count(),
    clients: () => clients.all().length,
    version,
    traefiks,
    stateWrites: options.stateWrites,
  })
  return { fastify: app, renew: (material) => listener.renew(material), release: () => held.release() }

  function fail(reply: FastifyReply, error: unknown): void {
    const status = statusOf(error)
    if (status >= 500) log?.({ kind: 'fault', problem: 'a request could not be answered', error })
    const detail = status < 500 && error instanceof Error ? error.message : 'This is a bug in Pointsman.'
    sendProblem(reply, status, detail)
  }
}

/** No route has a schema; what Fastify would load for them takes 6 MB and a tenth of a start. */
function noSchemas(): never {
  throw new Error('No route has a schema.')
}

/** What answers under way have left when we close; then their connections are cut. */
const CLOSING_TIME: Milliseconds = 1000
const MINUTE: Milliseconds = 60_000

/** Somebody who tries again and again must not fill the log. */
function atMostOncePer<T>(time: Milliseconds, tell: (value: T) => void): (value: T) => void {
  let last = Number.NEGATIVE_INFINITY
  return (value) => {
    if (performance.now() - last < time) return
    last = performance.now()
    tell(value)
  }
}

function notFound(reply: FastifyReply): void {
  sendProblem(reply, 404, 'There is nothing here; `/` lists what there is.')
}

/** Fastify marks what the client did wrong. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' && status >= 400 ? status : 500
}

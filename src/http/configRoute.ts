/** `GET /config`: the configuration, held back as long as there is nothing new and the client can bear it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Provider } from '../provider/provider.ts'
import type { Snapshot } from '../provider/snapshot.ts'
import type { Clients } from './clients.ts'
import { parseHold, type Hold } from './hold.ts'
import { acceptsGzip, matchesEtag } from './negotiate.ts'
import { sendProblem } from './problem.ts'
import type { Waiting } from './waiting.ts'

export interface ConfigRouteOptions {
  readonly provider: Provider
  readonly clients: Clients
  readonly waiting: Waiting
  readonly hold: Hold
  readonly now: () => Date
}

export function addConfigRoute(
  app: FastifyInstance,
  { provider, clients, waiting, hold, now }: ConfigRouteOptions,
): void {
  app.get('/config', { exposeHeadRoute: false }, async (request, reply) => {
    const asked = parseHold(queryOf(request)['hold'])
    if (asked === 'invalid')
      return sendProblem(reply, 400, '`hold` is `0` or a duration such as `400ms` or `2s`.')
    const arrival = now()
    const client = clients.of(request.raw.socket, request.headers['user-agent'] ?? '', arrival)
    const learned = client.rhythm.arrive(arrival.getTime())
    const wanted = asked ?? hold
    const before = provider.current()
    // Only who has the current revision waits: a Traefik that has just started must not stay empty.
    if (before !== undefined && client.revision === before.revision && !matchesOther(request, before)) {
      client.held = true
      await waiting.wait(wanted === 'auto' ? learned : wanted, goneSignal(reply))
      client.held = false
    }
    const snapshot = provider.current()
    if (snapshot === undefined) return notYet(reply, provider)
    const { statusCode } = answer(request, reply, snapshot)
    if (statusCode === 200) client.revision = snapshot.revision
    return reply
  })

  app.head('/config', async (request, reply) => {
    const snapshot = provider.current()
    return snapshot === undefined ? notYet(reply, provider) : answer(request, reply, snapshot)
  })
}

/** Every 200 carries its length: an answer that breaks at its first byte would otherwise be an empty one, and wipe Traefik. */
function answer(request: FastifyRequest, reply: FastifyReply, snapshot: Snapshot): FastifyReply {
  reply.headers({ etag: snapshot.etag, vary: 'Accept-Encoding', 'cache-control': 'no-cache' })
  if (matchesEtag(request.headers['if-none-match'], snapshot.etag)) return reply.code(304).send()
  const gzip = acceptsGzip(request.headers['accept-encoding'])
  const body = gzip ? snapshot.gzip : snapshot.body
  if (gzip) reply.header('content-encoding', 'gzip')
  return reply
    .type('application/json')
    .header('content-length', body.length)
    .send(request.method === 'HEAD' ? '' : body)
}

/** A client that says it has something else wants an answer now, whatever this connection was given before. */
function matchesOther(request: FastifyRequest, snapshot: Snapshot): boolean {
  const header = request.headers['if-none-match']
  return header !== undefined && !matchesEtag(header, snapshot.etag)
}

function notYet(reply: FastifyReply, provider: Provider): FastifyReply {
  const { lastTry } = provider.status()
  const detail =
    lastTry?.kind === 'held'
      ? `Nothing is served yet: ${lastTry.reason}.`
      : 'Nothing is served yet: the definitions are being read.'
  return sendProblem(reply.header('retry-after', '1'), 503, detail)
}

/** The response ends before it was written when the client goes away. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  return gone.signal
}

function queryOf(request: FastifyRequest): Readonly<Record<string, unknown>> {
  return typeof request.query === 'object' && request.query !== null ? { ...request.query } : {}
}

/** `GET /config`: the configuration, held back while there is nothing new for this client. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Provider } from '../provider/provider.ts'
import type { Snapshot } from '../provider/snapshot.ts'
import type { Client, Clients } from './clients.ts'
import { chooseCoding } from './coding.ts'
import { matchesEtag } from './etag.ts'
import type { Held } from './held.ts'
import { HOLD_SYNTAX, parseHold, type Hold } from './hold.ts'
import { LONGEST_HOLD, type Milliseconds } from './interval.ts'
import { sendProblem } from './problem.ts'

export interface ConfigRouteOptions {
  readonly provider: Provider
  readonly clients: Clients
  readonly held: Held
  readonly hold: Hold
  readonly now: () => Milliseconds
}

export function addConfigRoute(app: FastifyInstance, options: ConfigRouteOptions): void {
  const { provider, clients, held, hold, now } = options

  app.route<{ Querystring: Readonly<Record<string, unknown>> }>({
    method: ['GET', 'HEAD'],
    url: '/config',
    handler(request, reply) {
      const asked = parseHold(request.query['hold'])
      if (asked === 'invalid') return sendProblem(reply, 400, `\`hold\` has to be ${HOLD_SYNTAX}.`)
      if (request.method === 'HEAD') return sendCurrent(request, reply)

      const client = clients.poll(request)
      const learned = client.interval.arrive(now())
      const wanted = asked ?? hold
      const time = wanted === 'auto' ? learned : Math.min(wanted, LONGEST_HOLD)
      if (time === 0 || !mayWait(request, client)) return answer(request, reply, client, false)
      return held.keep(client, time, reply.raw).then((isThere) => {
        if (!isThere) return reply.hijack()
        return answer(request, reply, client, true)
      })
    },
  })

  /** Only who was given what there is may wait for more: a Traefik that has just started must not stay empty. */
  function mayWait({ headers }: FastifyRequest, client: Client): boolean {
    const snapshot = provider.current()
    if (snapshot === undefined || client.revision !== snapshot.revision) return false
    if (headers['if-none-match'] !== undefined && !matchesEtag(headers['if-none-match'], snapshot.etag))
      return false
    // A browser: somebody sits before it.
    return headers.accept?.includes('text/html') !== true
  }

  function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    client: Client,
    wasHeld: boolean,
  ): FastifyReply {
    const snapshot = provider.current()
    // So that closing need not wait for the client to go. HTTP/2 knows no such header.
    if (held.isReleased() && request.raw.httpVersionMajor === 1) reply.header('connection', 'close')
    sendCurrent(request, reply)
    if (reply.statusCode === 200) client.revision = snapshot?.revision
    // After an error a client comes back when it thinks fit: that is not its rhythm.
    if (reply.statusCode >= 400) client.interval.forget()
    else client.interval.answered(now(), wasHeld)
    return reply
  }

  function sendCurrent(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const snapshot = provider.current()
    return snapshot === undefined ? sendNotYet(reply, provider) : sendSnapshot(request, reply, snapshot)
  }
}

/** Every 200 has its length: a body that ends before its first byte would otherwise be an empty one, and wipe Traefik. */
function sendSnapshot({ headers }: FastifyRequest, reply: FastifyReply, snapshot: Snapshot): FastifyReply {
  const coding = chooseCoding(headers['accept-encoding'])
  if (coding === undefined) return sendProblem(reply, 406, 'There are gzip and identity to choose from.')
  // A strong tag may stand for one sequence of bytes only.
  const etag = coding === 'gzip' ? `W/${snapshot.etag}` : snapshot.etag
  reply.headers({ etag, vary: 'Accept-Encoding', 'cache-control': 'no-cache' })
  const has = headers['if-none-match']
  if (has !== undefined && matchesEtag(has, etag)) return reply.code(304).send()

  const body = coding === 'gzip' ? snapshot.gzip : snapshot.body
  if (coding === 'gzip') reply.header('content-encoding', coding)
  return reply.headers({ 'content-type': 'application/json', 'content-length': body.length }).send(body)
}

function sendNotYet(reply: FastifyReply, provider: Provider): FastifyReply {
  const { lastTry } = provider.status()
  const reason = lastTry?.kind === 'held' ? lastTry.reason : 'the definitions have not been read yet'
  return sendProblem(reply.header('retry-after', '1'), 503, `Nothing is served yet: ${reason}.`)
}

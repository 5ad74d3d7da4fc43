/** Lets in who has the token, or the client certificate, that is asked for. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { Http2ServerRequest } from 'node:http2'
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sendProblem } from './problem.ts'

export interface Access {
  /** Each of them opens; absent: none is needed. It may change at any time. */
  readonly tokens?: (() => readonly string[]) | undefined
  /** A certificate that the client authority has signed is needed. With both, both are. */
  readonly clientCertificate: boolean
}

/** What a probe may ask without being known: it is told no more than that. */
const OPEN: ReadonlySet<string | undefined> = new Set(['/healthz', '/readyz'])

export function addAccess(app: FastifyInstance, access: Access, refused: (reason: string) => void): void {
  const isToken = createTokenCheck(access.tokens ?? (() => []))

  app.addHook('onRequest', (request, reply, done) => {
    if (OPEN.has(request.routeOptions.url)) return done()
    if (access.clientCertificate && !hasCertificate(request.raw)) {
      refused(`${request.ip} showed no client certificate of a known authority`)
      return sendProblem(reply, 403, 'A client certificate is needed here.')
    }
    if (access.tokens === undefined || isToken(presented(request))) return done()
    const came = request.headers.authorization === undefined ? 'no token' : 'a wrong token'
    refused(`${request.ip} came with ${came}`)
    reply.header('www-authenticate', CHALLENGES)
    sendProblem(reply, 401, 'A token is needed: as a bearer token, or as the password of any user.')
  })
}

const CHALLENGES = ['Bearer realm="Pointsman"', 'Basic realm="Pointsman", charset="UTF-8"']

/** Takes the same time however much of the token is right, and whichever of them it is. */
function createTokenCheck(tokens: () => readonly string[]): (text: string | undefined) => boolean {
  let known: readonly string[] = []
  let hashes: readonly Buffer[] = []

  return (text) => {
    const now = tokens()
    if (now !== known) {
      known = now
      hashes = now.map(hashOf)
    }
    if (text === undefined) return false
    const hash = hashOf(text)
    return hashes.reduce((found, each) => timingSafeEqual(hash, each) || found, false)
  }
}

/** Of equal length, so that they can be compared. */
function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** `Bearer TOKEN`, or `Basic` with the token as the password of any user. */
function presented({ headers }: FastifyRequest): string | undefined {
  const [, scheme = '', credentials = ''] = /^(bearer|basic) +(\S+)$/i.exec(headers.authorization ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return credentials
  const pair = Buffer.from(credentials, 'base64').toString()
  return pair.includes(':') ? pair.slice(pair.indexOf(':') + 1) : undefined
}

function hasCertificate(request: IncomingMessage | Http2ServerRequest): boolean {
  const socket = request instanceof Http2ServerRequest ? request.stream.session?.socket : request.socket
  // The socket of an HTTP/2 session is a proxy: it does not say what it has, only what that is.
  return socket !== undefined && Reflect.get(socket, 'authorized') === true
}

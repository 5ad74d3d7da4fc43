/** The server below the app: HTTP/1.1, or TLS with HTTP/2 and HTTP/1.1, with bounds on what a connection may cost. */
import type { RequestListener, Server, ServerOptions } from 'node:http'
import { createSecureServer, type Http2SecureServer, type ServerHttp2Session } from 'node:http2'
import type { Socket } from 'node:net'
import { constants } from 'node:crypto'
import type { Milliseconds } from './interval.ts'
import { createServer } from './nodeHttp.ts'

/** PEM texts. */
export interface TlsMaterial {
  readonly cert: string
  readonly key: string
  /** Clients have to show a certificate of one of these authorities. */
  readonly clientCa?: string
}

export interface Listener {
  /** Made once, by Fastify. */
  create(handler: RequestListener): Server
  /** Handshakes from now on use it; connections that there are go on. Throws what OpenSSL says when it is no good. */
  renew(material: TlsMaterial): void
  /** Lets sessions of HTTP/2 end with what is under way on them. */
  endSessions(): void
  /** Cuts every connection that is left. */
  cut(): void
}

export function createListener(tls: TlsMaterial | undefined): Listener {
  const sockets = new Set<Socket>()
  const sessions = new Set<ServerHttp2Session>()
  let secure: Http2SecureServer | undefined

  return {
    create(handler) {
      const server = tls === undefined ? createServer(LIMITS, handler) : createSecure(tls, handler)
      // One connection of TCP each, whatever is spoken on it.
      server.on('connection', (socket: Socket) => remember(sockets, socket))
      return server
    },
    renew: (material) => secure?.setSecureContext(contextOf(material)),
    endSessions() {
      for (const session of sessions) session.close()
    },
    cut() {
      for (const socket of sockets) socket.destroy()
    },
  }

  function createSecure(material: TlsMaterial, handler: RequestListener): Server {
    const options = { ...contextOf(material), ...LIMITS, ...SESSION_LIMITS, ...asksFor(material) }
    secure = createSecureServer({ ...options, allowHTTP1: true, handshakeTimeout: TO_ASK })
    secure.on('session', (session) => {
      remember(sessions, session)
      session.setTimeout(LIMITS.keepAliveTimeout, () => session.close())
      const silent = setTimeout(() => session.destroy(), TO_ASK)
      session.once('stream', () => clearTimeout(silent))
      session.once('close', () => clearTimeout(silent))
    })
    // Its HTTP/1.1 half is a server as the other one; the compatible API gives the handler the same to work with, and
    // Node 20 leaves it without these options. Fastify's types know one kind of server at a time.
    const server = Object.assign(secure as unknown as Server, LIMITS)
    server.on('request', handler)
    server.setTimeout(SILENCE)
    return server
  }
}

/** To send a request, which is a few lines; and to agree on keys. */
const TO_ASK: Milliseconds = 10_000
/** Without a byte either way; longer than a poll is held. */
const SILENCE: Milliseconds = 150_000

const LIMITS = {
  headersTimeout: TO_ASK,
  requestTimeout: TO_ASK,
  connectionsCheckingInterval: 2000,
  // Go keeps an idle connection for 90 s: it must never be us who close one that is about to be used.
  keepAliveTimeout: 125_000,
  maxHeaderSize: 16_384,
} satisfies ServerOptions

const SESSION_LIMITS = {
  settings: { maxConcurrentStreams: 32, maxHeaderListSize: LIMITS.maxHeaderSize },
  /** Megabytes. */
  maxSessionMemory: 2,
}

function contextOf({ cert, key, clientCa }: TlsMaterial) {
  return {
    cert,
    key,
    ...(clientCa === undefined
      ? {}
      : // A resumed session would be let in by what was true when it began.
        { ca: clientCa, secureOptions: constants.SSL_OP_NO_TICKET }),
  }
}

/** Who shows none is turned away by the app, with words, and may still ask whether we are well. */
function asksFor({ clientCa }: TlsMaterial) {
  return clientCa === undefined ? {} : { requestCert: true, rejectUnauthorized: false }
}

function remember<T extends Pick<Socket, 'once'> | ServerHttp2Session>(all: Set<T>, one: T): void {
  all.add(one)
  one.once('close', () => all.delete(one))
}

/** Who polls: what is known of each living connection, forgotten with it. */
import type { FastifyRequest } from 'fastify'
import { connectionOf } from './connection.ts'
import { createInterval, type Interval } from './interval.ts'

export interface Client {
  readonly address: string
  readonly userAgent: string
  /** What tells one sender from another on a connection that a proxy shares between them. */
  readonly sender: string
  interval: Interval
  lastPoll: Date
  /** The revision of the last 200 on this connection. */
  revision: string | undefined
}

export interface Clients {
  /** The client that polls with this request. Another sender on the same connection is a new client. */
  poll(request: FastifyRequest): Client
  /** The client of the connection that this request came on, if it ever polled. */
  of(request: FastifyRequest): Client | undefined
  all(): readonly Client[]
}

export function createClients(): Clients {
  const byConnection = new WeakMap<object, Client>()
  const living = new Set<Client>()

  return {
    poll(request) {
      const connection = connectionOf(request.raw)
      const known = byConnection.get(connection)
      if (known?.sender === senderOf(request)) {
        known.lastPoll = new Date()
        return known
      }
      const client = createClient(request)
      byConnection.set(connection, client)
      if (known !== undefined) living.delete(known)
      else if (connection.destroyed !== true) connection.once('close', () => forget(connection))
      if (connection.destroyed !== true) living.add(client)
      return client
    },
    of: (request) => byConnection.get(connectionOf(request.raw)),
    all: () => [...living],
  }

  function forget(connection: object): void {
    const client = byConnection.get(connection)
    if (client !== undefined) living.delete(client)
    byConnection.delete(connection)
  }
}

function createClient(request: FastifyRequest): Client {
  return {
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    sender: senderOf(request),
    interval: createInterval(),
    lastPoll: new Date(),
    revision: undefined,
  }
}

/** Nothing is granted by these headers: a wrong one only makes us answer at once. */
function senderOf({ headers }: FastifyRequest): string {
  const forwarded = headers['forwarded'] ?? headers['x-forwarded-for']
  return forwarded === undefined
    ? (headers['user-agent'] ?? '')
    : `${String(forwarded)} ${headers['user-agent'] ?? ''}`
}

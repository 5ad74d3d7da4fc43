/** Who polls: what is known of each sender on each living connection, forgotten with it. */
import type { FastifyRequest } from 'fastify'
import { connectionOf, type Connection } from './connection.ts'
import { identityOf, type Identity } from './identity.ts'
import { createInterval, type Interval } from './interval.ts'

export interface Client extends Identity {
  /** Shared by all connections of a sender that is known by name. */
  readonly interval: Interval
  lastPoll: Date
  /** The revision of the last 200 on this connection: a Traefik that was restarted comes on a new one, and has nothing. */
  revision: string | undefined
}

export interface Clients {
  /**
   * The client that polls with this request. Another sender on the same connection is another client, and where senders
   * are not known by name it takes the place of the one before: that connection is shared, and tells nobody's rhythm.
   */
  poll(request: FastifyRequest): Client
  /** The client that polled last on the connection of this request, if anybody ever did. */
  of(request: FastifyRequest): Client | undefined
  /** A sender that is known by name is there once for each of its connections. */
  all(): readonly Client[]
}

export function createClients(): Clients {
  const byConnection = new Map<Connection, Map<string, Client>>()
  /** Who polled last on it. */
  const lasts = new WeakMap<Connection, Client>()
  const rhythms = new Map<string, { readonly interval: Interval; connections: number }>()

  return {
    poll(request) {
      const connection = connectionOf(request.raw)
      const identity = identityOf(request)
      const here = byConnection.get(connection) ?? meet(connection)
      const client = here.get(identity.sender) ?? createClient(identity)
      client.lastPoll = new Date()
      if (lasts.get(connection) === client && connection.destroyed !== true) return client
      if (byConnection.has(connection)) lasts.set(connection, client)
      // The last one stays the last one of the map.
      here.delete(identity.sender)
      here.set(identity.sender, client)
      if (connection.destroyed === true) leave(client)
      for (const [sender, other] of here) {
        const isReplaced = other !== client && !other.isKnownByName && !client.isKnownByName
        if (!isReplaced && here.size <= MOST_SENDERS) continue
        here.delete(sender)
        leave(other)
      }
      return client
    },
    of: (request) => lasts.get(connectionOf(request.raw)),
    all: () => [...byConnection.values()].flatMap((here) => [...here.values()]),
  }

  function meet(connection: Connection): Map<string, Client> {
    const here = new Map<string, Client>()
    // One that is gone already emits no `close` any more: nothing is remembered of it.
    if (connection.destroyed === true) return here
    byConnection.set(connection, here)
    connection.once('close', () => {
      byConnection.delete(connection)
      for (const client of here.values()) leave(client)
    })
    return here
  }

  function createClient(identity: Identity): Client {
    const interval = identity.isKnownByName ? rhythmOf(identity.sender) : createInterval()
    return { ...identity, interval, lastPoll: new Date(), revision: undefined }
  }

  function rhythmOf(sender: string): Interval {
    const rhythm = rhythms.get(sender) ?? { interval: createInterval(), connections: 0 }
    rhythm.connections++
    rhythms.set(sender, rhythm)
    return rhythm.interval
  }

  function leave({ sender, isKnownByName }: Client): void {
    const rhythm = isKnownByName ? rhythms.get(sender) : undefined
    if (rhythm !== undefined && --rhythm.connections === 0) rhythms.delete(sender)
  }
}

/** On one connection; of more, the ones that polled longest ago are forgotten. */
const MOST_SENDERS = 64

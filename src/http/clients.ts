/** Who polls: one entry for each living connection, gone with it. */
import type { Socket } from 'node:net'
import { createRhythm, type Rhythm } from './rhythm.ts'

export interface Client {
  readonly address: string
  userAgent: string
  rhythm: Rhythm
  lastPoll: Date
  /** The revision of the last 200 on this connection. */
  revision: string | undefined
  held: boolean
}

export interface Clients {
  /** The client of this connection, known from now on until the connection ends. */
  of(socket: Socket, userAgent: string, now: Date): Client
  all(): readonly Client[]
}

export function createClients(): Clients {
  const clients = new Map<Socket, Client>()
  return {
    of(socket, userAgent, now) {
      const known = clients.get(socket)
      if (known !== undefined) {
        // Another program behind the same connection, as a proxy's pool has it, must be learned anew.
        if (known.userAgent !== userAgent)
          Object.assign(known, { userAgent, rhythm: createRhythm(), revision: undefined })
        known.lastPoll = now
        return known
      }
      const client: Client = {
        address: socket.remoteAddress ?? 'unknown',
        userAgent,
        rhythm: createRhythm(),
        lastPoll: now,
        revision: undefined,
        held: false,
      }
      clients.set(socket, client)
      socket.once('close', () => clients.delete(socket))
      return client
    },
    all: () => [...clients.values()],
  }
}

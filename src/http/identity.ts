/** Tells who sends a request, as far as its address and headers say. Nothing is granted by it. */
import type { FastifyRequest } from 'fastify'
import { connectionOf, type Connection } from './connection.ts'

export interface Identity {
  /** Of the other end of the connection, which may be a proxy. */
  readonly address: string
  readonly userAgent: string
  /** What Traefik was told to send in `providers.http.headers`, so that people can tell it from others. */
  readonly name: string | undefined
  /** Different for senders that can be told apart; a proxy may send their requests on one connection. */
  readonly sender: string
  /**
   * The same sender may use several connections, because a proxy has a pool of them.
   * Of others, two connections are two clients: nothing tells two Traefiks on one machine from each other.
   */
  readonly isKnownByName: boolean
}

export function identityOf(request: FastifyRequest): Identity {
  const { headers } = request
  const connection = connectionOf(request.raw)
  const userAgent = headers['user-agent']
  const name = headers['x-pointsman-client']
  const forwarded = headers['forwarded'] ?? headers['x-forwarded-for']
  const before = remembered.get(connection)
  const isSame =
    before !== undefined &&
    before.userAgent === userAgent &&
    before.name === name &&
    before.forwarded === forwarded
  if (isSame) return before.identity
  const identity = readIdentity(request.ip, userAgent, name, forwarded)
  remembered.set(connection, { userAgent, name, forwarded, identity })
  return identity
}

type Header = string | readonly string[] | undefined

interface Remembered {
  readonly userAgent: Header
  readonly name: Header
  readonly forwarded: Header
  readonly identity: Identity
}

/** On one connection nearly all requests come from one sender: what it says is made fit once. */
const remembered = new WeakMap<Connection, Remembered>()

function readIdentity(address: string, agent: Header, called: Header, by: Header): Identity {
  const userAgent = labelOf(agent, 200) ?? ''
  const name = labelOf(called, 64)
  const forwarded = labelOf(by, 200)
  return {
    address,
    userAgent,
    name,
    sender: JSON.stringify([address, userAgent, name, forwarded]),
    isKnownByName: name !== undefined || forwarded !== undefined,
  }
}

/** What a client says of itself, fit to be shown and kept: no control character, and not longer than `most`. */
function labelOf(header: Header, most: number): string | undefined {
  const text = String(header ?? '')
    .replace(UNFIT, '')
    .trim()
    .slice(0, most)
  return text === '' ? undefined : text
}

/** Everything but the visible characters of ASCII and the blank between them. */
const UNFIT = /[^ -~]/g

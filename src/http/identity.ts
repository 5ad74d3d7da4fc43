/** Tells who sends a request, as far as its address and headers say. Nothing is granted by it. */
import type { FastifyRequest } from 'fastify'

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
  const { headers, ip } = request
  const userAgent = labelOf(headers['user-agent'], 200) ?? ''
  const name = labelOf(headers['x-pointsman-client'], 64)
  const forwarded = labelOf(headers['forwarded'] ?? headers['x-forwarded-for'], 200)
  return {
    address: ip,
    userAgent,
    name,
    sender: JSON.stringify([ip, userAgent, name, forwarded]),
    isKnownByName: name !== undefined || forwarded !== undefined,
  }
}

/** What a client says of itself, fit to be shown and kept: no control character, and not longer than `most`. */
function labelOf(header: string | readonly string[] | undefined, most: number): string | undefined {
  const text = String(header ?? '')
    .replace(UNFIT, '')
    .trim()
    .slice(0, most)
  return text === '' ? undefined : text
}

/** Everything but the visible characters of ASCII and the blank between them. */
const UNFIT = /[^ -~]/g

/** Finds the connection that a request came on, the same object for all its requests. */
import type { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { Http2ServerRequest } from 'node:http2'

/** It emits `close` at its end. */
export type Connection = EventEmitter & { readonly destroyed?: boolean }

export function connectionOf(request: IncomingMessage | Http2ServerRequest): Connection {
  // In HTTP/2, `socket` is another object for each stream.
  return request instanceof Http2ServerRequest ? (request.stream.session ?? request.stream) : request.socket
}

/** An HTTP/1.1 client that does as little as it can: it asks again on the same connection and counts bytes. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface RawClient {
  /** Sends one request and resolves with the answer when its last byte is there. */
  ask(path: string): Promise<Buffer>
  close(): void
}

export async function connectTo(port: number, headers = 'accept-encoding: gzip'): Promise<RawClient> {
  const socket: Socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.setNoDelay()
  let waiting: Waiting | undefined
  let failure: Error | undefined
  socket.on('error', (error) => (failure = error))
  socket.on('data', (chunk: Buffer) => {
    if (waiting === undefined) return
    waiting.chunks.push(chunk)
    const { resolve, reject, chunks } = waiting
    const missing =
      waiting.missing === UNKNOWN ? missingAfter(Buffer.concat(chunks)) : waiting.missing - chunk.length
    if (missing instanceof Error) return reject(missing)
    waiting.missing = missing
    if (missing !== 0) return
    waiting = undefined
    resolve(Buffer.concat(chunks))
  })
  return {
    ask: (path) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure)
        waiting = { chunks: [], missing: UNKNOWN, resolve, reject }
        socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n${headers}\r\n\r\n`)
      }),
    close: () => socket.destroy(),
  }
}

interface Waiting {
  readonly chunks: Buffer[]
  /** Bytes. */
  missing: number
  readonly resolve: (answer: Buffer) => void
  readonly reject: (error: Error) => void
}

const UNKNOWN = -1

function missingAfter(received: Buffer): number | Error {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return UNKNOWN
  const head = received.toString('latin1', 0, end)
  if (!/^HTTP\/1.1 200 /.test(head)) return new Error(`Not a 200: ${head}`)
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1])
  return length - (received.length - end - 4)
}

/** Requests per second of `connections` that ask again as soon as they are answered, for `duration` ms. */
export async function throughput(
  port: number,
  path: string,
  connections: number,
  duration: number,
): Promise<number> {
  const clients = await Promise.all(Array.from({ length: connections }, () => connectTo(port)))
  const first = await clients[0]?.ask(path)
  const size = first?.length ?? 0
  const end = performance.now() + duration
  let answers = 0
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < end) {
        const answer = await client.ask(path)
        if (Math.abs(answer.length - size) > 64) throw new Error(`${answer.length} bytes in place of ${size}`)
        answers++
      }
      client.close()
    }),
  )
  return answers / (duration / 1000)
}

/** A process of its own that polls on many connections at once, and tells when each of them had its answer. */
import { connect, type Socket } from 'node:net'

export interface Round {
  readonly kind: 'answered'
  /** Milliseconds from the first connection that had its whole answer to the last. */
  readonly spread: number
  /** Of all answers, each once. */
  readonly tags: readonly string[]
}

const REQUEST = 'GET /config HTTP/1.1\r\nHost: fleet\r\nAccept-Encoding: gzip\r\n\r\n'

/** Asks on all connections; resolves when all have their answers. */
async function round(sockets: readonly Socket[]): Promise<Round> {
  const answers = await Promise.all(sockets.map(ask))
  const times = answers.map(({ at }) => at)
  return {
    kind: 'answered',
    spread: Math.max(...times) - Math.min(...times),
    tags: [...new Set(answers.map(({ tag }) => tag))],
  }
}

function ask(socket: Socket): Promise<{ at: number; tag: string }> {
  return new Promise((resolve, reject) => {
    let head = ''
    let missing: number | undefined
    const read = (chunk: Buffer): void => {
      if (missing === undefined) {
        head += chunk.toString('latin1')
        const end = head.indexOf('\r\n\r\n')
        if (end < 0) return
        missing = Number(/content-length: (\d+)/i.exec(head)?.[1]) - (head.length - end - 4)
      } else missing -= chunk.length
      if (missing > 0) return
      socket.off('data', read)
      resolve({ at: performance.now(), tag: /etag: (\S+)/i.exec(head)?.[1] ?? head.slice(0, 80) })
    }
    socket.on('data', read)
    socket.once('error', reject)
    socket.write(REQUEST)
  })
}

const [port, count] = process.argv.slice(2).map(Number)
if (port !== undefined && count !== undefined) {
  const sockets = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<Socket>((resolve, reject) => {
          const socket = connect(port, '127.0.0.1', () => resolve(socket))
          socket.setNoDelay().once('error', reject)
        }),
    ),
  )
  for (const socket of sockets) socket.setMaxListeners(0)
  process.on('message', () => void round(sockets).then((result) => process.send?.(result)))
  process.send?.(await round(sockets))
}

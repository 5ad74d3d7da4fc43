/** Real connections to an app, for tests of the hold. */
import { Agent, get, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Test } from 'tap'
import { buildApp, type AppOptions } from '../../src/http/app.ts'
import { bodyOf, createFakeProvider } from './fakeProvider.ts'

/** No test waits for its end. */
export const LONG = 4000

export interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface Connection {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** Sends a request, and resolves once the server has handled it, which may mean that it holds it. */
  poll(
    path?: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ readonly answer: Promise<Answer> }>
  destroy(): void
}

export async function listen(
  t: Test,
  options: Partial<AppOptions> = {},
  provider = createFakeProvider('r1'),
) {
  const app = buildApp({ provider, hold: LONG, version: '1.2.3', ...options })
  const { fastify } = app
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  const address = fastify.server.address()
  const port = isTcp(address) ? address.port : 0
  const closers: (() => void)[] = []
  t.teardown(() => {
    for (const close of closers) close()
    app.release()
    return fastify.close()
  })

  return {
    app,
    provider,
    connection: (sockets = 1) => open(sockets),
    /** A connection to write bytes to. */
    raw(): Socket {
      const socket = connect(port, '127.0.0.1')
      closers.push(() => socket.destroy())
      return socket
    },
    /** Resolves once the server has handled so many further requests as far as it goes. */
    handled,
    /** The clients as `/status` shows them. */
    async clients(): Promise<{ readonly held: boolean; readonly revision: string | null }[]> {
      return (await fastify.inject('/status')).json().clients
    },
  }

  function open(sockets: number): Connection {
    const agent = new Agent({ keepAlive: true, maxSockets: sockets, maxFreeSockets: sockets })
    closers.push(() => agent.destroy())
    const ask: Connection['get'] = (path, headers = {}) =>
      new Promise((resolve, reject) => {
        const request = get({ agent, port, host: '127.0.0.1', path, headers }, (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const body = Buffer.concat(chunks).toString()
            resolve({ status: response.statusCode, headers: response.headers, body })
          })
        })
        request.on('error', reject)
      })
    return {
      get: ask,
      async poll(path = '/config', headers) {
        const seen = handled(1)
        const answer = ask(path, headers)
        // Whoever waits for the answer gets the error; a test that cuts the connection does not wait.
        answer.catch(() => undefined)
        await seen
        return { answer }
      },
      destroy: () => agent.destroy(),
    }
  }

  function handled(count: number): Promise<void> {
    // Fastify listens first, and its handlers run at once as far as they can.
    return new Promise((resolve) => {
      let left = count
      fastify.server.on('request', function count() {
        if (--left > 0) return
        fastify.server.off('request', count)
        resolve()
      })
    })
  }
}

export const [FIRST, SECOND] = [bodyOf('r1'), bodyOf('r2')]

function isTcp(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null
}

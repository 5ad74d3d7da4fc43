/** Sends a request exactly as it is told to, byte for byte, and hands over what comes back. */
import { createServer, type Server } from 'node:http'
import { connect as connectPlain, type AddressInfo, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { once } from 'node:events'
import type { Asked } from '../../../src/traefik/evaluate/asked.ts'

export interface Got {
  readonly status: number
  readonly location?: string
  /** What the upstream got; absent when Traefik answers by itself. */
  readonly upstream?: {
    readonly port: number
    readonly target: string
    readonly headers: Readonly<Record<string, string>>
  }
}

export async function send(asked: Asked, port: number): Promise<Got> {
  const { clientIp, sni, method, target, host, headers } = asked
  const options = { host: '127.0.0.1', port, localAddress: clientIp }
  const socket: Socket = asked.tls
    ? connectTls({ ...options, servername: sni, rejectUnauthorized: false })
    : connectPlain(options)
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(socket, asked.tls ? 'secureConnect' : 'connect')
  const lines = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ]
  if (method === 'POST' || method === 'PUT') lines.push('Content-Length: 0')
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  await once(socket, 'close')
  const text = Buffer.concat(chunks).toString()
  const [head = ''] = text.split('\r\n\r\n', 1)
  const header = (name: string): string | undefined =>
    new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim()
  const echo = header('X-Echo')
  const location = header('Location')
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0),
    ...(location === undefined ? {} : { location }),
    ...(echo === undefined ? {} : { upstream: JSON.parse(Buffer.from(echo, 'base64').toString()) }),
  }
}

/** Servers that answer every request with what they got, each on a port of its own. */
export async function startEchoes(
  count: number,
): Promise<{ readonly ports: readonly number[]; stop(): void }> {
  const servers: Server[] = Array.from({ length: count }, () =>
    createServer((request, response) => {
      const { localPort } = request.socket
      const got = { port: localPort, target: request.url, headers: request.headers }
      response.setHeader('X-Echo', Buffer.from(JSON.stringify(got)).toString('base64'))
      response.end()
    }).listen(0, '127.0.0.1'),
  )
  await Promise.all(servers.map((server) => once(server, 'listening')))
  return {
    ports: servers.map((server) => (server.address() as AddressInfo).port),
    stop: () => {
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}

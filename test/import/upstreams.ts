/** Upstreams on loopback that say what they saw. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createSocket, type AddressInfo } from 'node:net'
import { join } from 'node:path'

const CERTIFICATES = join(process.cwd(), 'test/cli/certificates')
export const CERTIFICATE = join(CERTIFICATES, 'one-c.pem')
export const KEY = join(CERTIFICATES, 'one-k.pem')

export interface Seen {
  /** `app:8080`, as the case calls it. */
  readonly upstream: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

export interface Upstreams {
  /** By the name in the case: the address on loopback. */
  readonly addresses: ReadonlyMap<string, string>
  close(): void
}

/** `login` lets in who says so; `down` is not there. */
export async function startUpstreams(
  names: readonly { readonly name: string; readonly tls: boolean }[],
): Promise<Upstreams> {
  const servers: Server[] = []
  const addresses = new Map<string, string>()
  for (const { name, tls } of names) {
    if (name.startsWith('down:')) {
      addresses.set(name, `127.0.0.1:${await freePort()}`)
      continue
    }
    const answer: RequestListener = (request, response) => {
      request.resume()
      const refused = name.startsWith('login:') && request.headers['x-let-me-in'] === undefined
      response.writeHead(refused ? 401 : 200, {
        'content-type': 'application/json',
        'x-powered-by': 'echo',
        ...(name.startsWith('login:') && !refused ? { 'x-user': 'ann' } : {}),
      })
      response.end(JSON.stringify(seen(name, request)))
    }
    const server = tls
      ? createTlsServer({ cert: readFileSync(CERTIFICATE), key: readFileSync(KEY) }, answer)
      : createServer(answer)
    server.on('upgrade', (request: IncomingMessage, socket) => {
      const what = Buffer.from(JSON.stringify(seen(name, request))).toString('base64')
      socket.end(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Seen: ${what}\r\n\r\n`,
      )
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    servers.push(server)
    addresses.set(name, `127.0.0.1:${(server.address() as AddressInfo).port}`)
  }
  return {
    addresses,
    close() {
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}

function seen(upstream: string, { method = '', url = '', headers }: IncomingMessage): Seen {
  return {
    upstream,
    method,
    url,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  }
}

export async function freePort(): Promise<number> {
  const server = createSocket().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Asks a proxy as a client would, and says what client and upstream saw. */
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Asked } from './cases.ts'
import type { Seen } from './upstreams.ts'

export interface Ports {
  readonly http: number
  readonly https: number
}

export interface Observed {
  readonly status: number
  readonly location?: string
  /** Of the answer: those that a proxy may set or take away. */
  readonly headers: Readonly<Record<string, string>>
  /** Nothing when the proxy answered by itself. */
  readonly upstream?: Seen
}

const ANSWERS = [
  'strict-transport-security',
  'x-frame-options',
  'x-content-type-options',
  'content-security-policy',
  'x-powered-by',
]

export async function ask({ method, url, headers, body }: Asked, ports: Ports): Promise<Observed> {
  const tls = url.protocol === 'https:'
  const send = tls ? httpsRequest : httpRequest
  const request = send({
    host: '127.0.0.1',
    port: tls ? ports.https : ports.http,
    method,
    path: `${url.pathname}${url.search}`,
    servername: url.hostname,
    rejectUnauthorized: false,
    agent: false,
    headers: {
      host: url.host,
      ...(body === 0 ? {} : { 'content-length': body }),
      ...headers,
      ...('Upgrade' in headers
        ? {
            connection: 'Upgrade',
            'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
            'sec-websocket-version': '13',
          }
        : {}),
    },
  })
  const answered = new Promise<Observed>((resolve, reject) => {
    request.on('error', reject)
    request.on('upgrade', (response, socket) => {
      socket.destroy()
      const what = Buffer.from(String(response.headers['x-seen']), 'base64').toString()
      resolve(observed(response, what))
    })
    request.on('response', (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve(observed(response, text)))
      response.on('error', reject)
    })
  })
  request.end('x'.repeat(body))
  return answered
}

function observed(response: IncomingMessage, text: string): Observed {
  const { location } = response.headers
  const upstream = text.startsWith('{"upstream"') ? (JSON.parse(text) as Seen) : undefined
  return {
    status: response.statusCode ?? 0,
    ...(location === undefined ? {} : { location }),
    headers: Object.fromEntries(
      ANSWERS.flatMap((name) => {
        const value = response.headers[name]
        return value === undefined ? [] : [[name, String(value)] as const]
      }),
    ),
    ...(upstream === undefined ? {} : { upstream }),
  }
}

/** TLS: HTTP/2 and HTTP/1.1, renewal, client certificates. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect as connectHttp2, type ClientHttp2Session } from 'node:http2'
import { Agent, get } from 'node:https'
import { connect as connectTcp, type AddressInfo, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { test, type Test } from 'tap'
import { buildApp, type AppOptions } from '../../src/http/app.ts'
import type { TlsMaterial } from '../../src/http/server.ts'
import { createFakeProvider } from './fakeProvider.ts'
import { FIRST, SECOND } from './polling.ts'

const pem = (name: string) => readFileSync(`test/http/certificates/${name}.pem`, 'utf8')
const pair = (name: string): TlsMaterial => ({ cert: pem(name), key: pem(`${name}-key`) })
const CA = pem('ca')

async function listen(t: Test, options: Partial<AppOptions> = {}) {
  const provider = createFakeProvider('r1')
  const app = buildApp({ provider, hold: 4000, version: '1.2.3', tls: pair('first'), ...options })
  await app.fastify.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.fastify.server.address() as AddressInfo
  t.teardown(() => {
    app.release()
    return app.fastify.close()
  })
  return { app, provider, port }
}

interface Told {
  readonly status: number | undefined
  readonly body: string
  readonly subject: string
  readonly version: string
}

/** Over HTTP/1.1, on the connection of `agent`. */
function ask(port: number, path: string, agent: Agent): Promise<Told> {
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path, agent }, (response) => {
      let body = ''
      const subject = String((response.socket as TLSSocket).getPeerCertificate().subject?.CN)
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () => {
        resolve({ status: response.statusCode, body, subject, version: response.httpVersion })
      })
    })
    request.on('error', reject)
  })
}

const agentOf = (t: Test, options: { cert?: string; key?: string } = {}) => {
  const agent = new Agent({ ca: CA, keepAlive: true, maxSockets: 1, ...options })
  t.teardown(() => agent.destroy())
  return agent
}

async function stream(session: ClientHttp2Session, path: string): Promise<{ status: unknown; body: string }> {
  const request = session.request({ ':path': path })
  let body = ''
  request.on('data', (chunk: Buffer) => (body += chunk.toString()))
  const [headers] = (await once(request, 'response')) as [Record<string, unknown>]
  await once(request, 'end')
  return { status: headers[':status'], body }
}

async function sessionOf(t: Test, port: number): Promise<ClientHttp2Session> {
  const session = connectHttp2(`https://127.0.0.1:${port}`, { ca: CA })
  t.teardown(() => session.destroy())
  await once(session, 'connect')
  return session
}

test('polls are held over HTTP/2 and over HTTP/1.1, and other requests of a session go on meanwhile', async (t) => {
  const { provider, port } = await listen(t)
  const session = await sessionOf(t, port)
  const agent = agentOf(t)
  t.match(await stream(session, '/config'), { status: 200, body: FIRST })
  t.match(await ask(port, '/config', agent), { status: 200, body: FIRST, version: '1.1' })
  const held = [stream(session, '/config'), ask(port, '/config', agent)]
  const clients = async () => {
    const { body } = await stream(session, '/status')
    const status: { clients: { held: boolean }[] } = JSON.parse(body)
    return status.clients
  }
  while ((await clients()).filter((client) => client.held).length < 2);
  provider.publish('r2')
  t.match(await Promise.all(held), [
    { status: 200, body: SECOND },
    { status: 200, body: SECOND },
  ])
})

test('the next poll of a session ends the one that is held there', async (t) => {
  const { port, provider } = await listen(t)
  const session = await sessionOf(t, port)
  await stream(session, '/config')
  const [first, second] = [stream(session, '/config'), stream(session, '/config')]
  t.match(await first, { status: 200, body: FIRST })
  provider.publish('r2')
  t.match(await second, { status: 200, body: SECOND })
})

test('a renewed certificate is shown to new connections, and the old ones go on', async (t) => {
  const { app, port } = await listen(t)
  const [old, session, fresh] = [agentOf(t), await sessionOf(t, port), agentOf(t)]
  t.match(await ask(port, '/healthz', old), { status: 200, subject: 'first' })
  app.renew(pair('second'))
  t.match(await ask(port, '/healthz', fresh), { status: 200, subject: 'second' })
  t.match(await ask(port, '/healthz', old), { status: 200, subject: 'first' }, 'the same connection')
  t.match(await stream(session, '/healthz'), { status: 200 })

  t.throws(() => app.renew({ ...pair('first'), key: pem('second-key') }), 'half a pair is refused')
  t.match(await ask(port, '/healthz', agentOf(t)), { subject: 'second' }, 'and what was there stays')
})

test('with a client authority only its certificates get anything, and probes need none', async (t) => {
  const { port } = await listen(t, { tls: { ...pair('first'), clientCa: CA } })
  for (const [who, agent, expected] of [
    ['nobody', agentOf(t), 403],
    ['a stranger', agentOf(t, pair('stranger')), 403],
    ['a client', agentOf(t, pair('client')), 200],
  ] as const) {
    t.match(await ask(port, '/config', agent), { status: expected }, who)
    t.match(await ask(port, '/healthz', agent), { status: 200 }, who)
  }
  const known = connectHttp2(`https://127.0.0.1:${port}`, { ca: CA, ...pair('client') })
  t.teardown(() => known.destroy())
  t.match(await stream(known, '/config'), { status: 200 })
  t.match(await stream(await sessionOf(t, port), '/config'), { status: 403 })
})

test('with a client authority and a token both are needed', async (t) => {
  const tokens = ['a-long-enough-token']
  const { port } = await listen(t, { tls: { ...pair('first'), clientCa: CA }, tokens: () => tokens })
  t.match(await ask(port, '/config', agentOf(t, pair('client'))), { status: 401 })
  t.match(await ask(port, '/config', agentOf(t)), { status: 403 })
})

test('closing ends idle connections and sessions at once, and held polls with their answer', async (t) => {
  const { app, port } = await listen(t)
  const [session, agent] = [await sessionOf(t, port), agentOf(t)]
  await Promise.all([stream(session, '/config'), ask(port, '/config', agent), ask(port, '/', agentOf(t))])
  const held = [stream(session, '/config'), ask(port, '/config', agent)]
  await new Promise((resolve) => setTimeout(resolve, 50))
  const start = performance.now()
  app.release()
  await app.fastify.close()
  t.ok(performance.now() - start < 900, 'nothing had to be cut')
  t.match(await Promise.all(held), [{ status: 200 }, { status: 200 }])
})

test('who speaks another protocol after the handshake, or none at all, is cut off', async (t) => {
  const { port } = await listen(t)
  const open = async (protocols: string[]) => {
    const socket = connectTls({ port, host: '127.0.0.1', ca: CA, ALPNProtocols: protocols })
    t.teardown(() => socket.destroy())
    // Being cut is what is waited for.
    socket.on('error', () => undefined)
    await once(socket, 'secureConnect')
    socket.resume()
    return socket
  }
  const [wrong, silent, half, plain] = await Promise.all([
    open(['h2']),
    open(['h2']),
    open(['http/1.1']),
    new Promise<Socket>((resolve) => {
      const socket = connectTcp(port, '127.0.0.1', () => resolve(socket))
      socket.on('error', () => undefined).resume()
    }),
  ])
  const ends = Promise.all([wrong, silent, half, plain].map((socket) => closed(socket)))
  wrong.write('GET / HTTP/1.1\r\nHost: example.com\r\n\r\n')
  half.write('GET / HTTP/1.1\r\n')
  plain.write('GET / HTTP/1.1\r\n\r\n')
  await ends
  t.match(await ask(port, '/healthz', agentOf(t)), { status: 200 })
})

/** With an error or without. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()))
}

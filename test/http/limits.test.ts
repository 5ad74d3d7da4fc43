/** What a client may cost: time to ask, time to take the answer, memory. */
import { once } from 'node:events'
import { fastify } from 'fastify'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { test } from 'tap'
import { limitAnswers } from '../../src/http/unfinished.ts'
import { FIRST, listen } from './polling.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const GET = 'GET /config?hold=0 HTTP/1.1\r\nHost: x\r\n\r\n'

test('who never finishes a request, or never begins one, is cut off, and the others are served', async (t) => {
  const { raw, connection } = await listen(t)
  const slow = [
    '',
    'G',
    'GET /config HTTP/1.1\r\nHost: x\r\n',
    'GET /config HTTP/1.1\r\nX: y\r\nContent-Length: 9\r\n\r\n',
  ]
  const ends = slow.map(async (text) => {
    const socket = raw()
    socket.resume().on('error', () => undefined)
    socket.write(text)
    // Slowloris: a byte now and then does not help.
    const drip =
      text.startsWith('GET') && !text.endsWith('\n\r\n')
        ? setInterval(() => socket.write('a'), 1000)
        : undefined
    await closed(socket)
    clearInterval(drip)
  })
  const traefik = connection()
  t.equal((await traefik.get('/config')).body, FIRST)
  await Promise.all(ends)
  t.equal((await traefik.get('/config?hold=0')).body, FIRST)
})

test('a request line or a header without end is refused', async (t) => {
  const { raw } = await listen(t)
  for (const start of ['GET /', 'GET / HTTP/1.1\r\nCookie: ']) {
    const socket = raw()
    let answer = ''
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString())).on('error', () => undefined)
    socket.write(start + 'x'.repeat(64 * 1024))
    await closed(socket)
    t.match(answer, /^(HTTP\/1\.1 431 |$)/)
    t.notMatch(answer, /node_modules|\bat /)
  }
})

test('clients that never read cost no memory of their own, and the others are served', async (t) => {
  const { raw, provider, connection, handled } = await listen(t)
  const size = 20_000_000
  provider.publish('r1', size)
  const traefik = connection()
  t.equal((await traefik.get('/config', { 'accept-encoding': 'gzip' })).status, 200)
  const before = process.memoryUsage()
  const deaf: Socket[] = []
  for (let n = 0; n < 30; n++) {
    const socket = raw()
    socket.pause().on('error', () => undefined)
    deaf.push(socket)
    const seen = handled(1)
    // Several requests at once: they wait until the first answer is taken.
    socket.write(GET.repeat(100))
    await seen
  }
  const grown = process.memoryUsage().arrayBuffers - before.arrayBuffers
  t.ok(grown < size, `${Math.round(grown / 1e6)} MB more for 30 clients who never read ${size / 1e6} MB`)
  t.equal((await traefik.get('/healthz')).status, 200)
  provider.publish('r2')
  t.match(await traefik.get('/config?hold=0'), { headers: { etag: '"r2"' } })
})

test('an answer that is not taken in time is cut off', async (t) => {
  const app = fastify()
  limitAnswers(app, 300)
  app.get('/', () => Buffer.alloc(30_000_000))
  app.get('/small', () => 'ok')
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => app.close())
  const { port } = app.server.address() as AddressInfo
  const [deaf, reader] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
  for (const socket of [deaf, reader]) socket.on('error', () => undefined)
  deaf.pause().write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  const [server] = (await once(app.server, 'connection')) as [Socket]
  reader.resume().write('GET /small HTTP/1.1\r\nHost: x\r\n\r\n')
  const from = performance.now()
  await closed(server)
  t.ok(performance.now() - from < 5000)
  t.equal(reader.destroyed, false, 'who took his answer stays connected')
  for (const socket of [deaf, reader]) socket.destroy()
})

test('answers that nobody waits for any more are forgotten', async (t) => {
  const app = fastify()
  limitAnswers(app, 100)
  const traces: WeakRef<object>[] = []
  app.get('/late', async (_request, reply) => {
    traces.push(new WeakRef(reply))
    await pause(100)
    return 'ok'
  })
  app.get('/large', (_request, reply) => {
    traces.push(new WeakRef(reply))
    void reply.send(Buffer.alloc(30_000_000))
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => app.close())
  const { port } = app.server.address() as AddressInfo
  for (const [path, times] of [
    ['/late', 1],
    // Those behind the first one never come to their turn.
    ['/large', 3],
  ] as const) {
    const handled = traces.length + times
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.pause().write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(times))
    while (traces.length < handled) await pause(1)
    socket.destroy()
  }
  for (let tries = 0; tries < 100 && traces.some((trace) => trace.deref()); tries++) {
    await pause(50)
    collectGarbage()
  }
  t.equal(traces.filter((trace) => trace.deref()).length, 0)
})

/** With an error or without. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()))
}

import { once } from 'node:events'
import type { Socket } from 'node:net'
import { test } from 'tap'
import { createFakeProvider } from './fakeProvider.ts'
import { FIRST, listen, SECOND } from './polling.ts'

test('the first poll of a connection is answered at once, the next is held until there is something new', async (t) => {
  const { connection, provider, clients } = await listen(t)
  const traefik = connection()
  t.equal((await traefik.get('/config')).body, FIRST)
  const { answer } = await traefik.poll()
  t.match(await clients(), [{ held: true, revision: 'r1' }])

  provider.publish('r2')
  t.match(await answer, { status: 200, body: SECOND, headers: { etag: '"r2"', 'content-length': String } })
  t.match(await clients(), [{ held: false, revision: 'r2' }])
})

test('the interval of the connection tells how long, unless the request says otherwise', async (t) => {
  let time = 0
  const { connection, provider, clients } = await listen(t, { hold: 'auto', now: () => time })
  const traefik = connection()
  await traefik.get('/config')
  for (const [at, path, held] of [
    [60, '/config', false],
    [120, '/config', false],
    [120, '/config?hold=4s', true],
  ] as const) {
    time = at
    const { answer } = await traefik.poll(path)
    t.match(await clients(), [{ held }], `${path} at ${at}`)
    provider.publish('r1')
    await answer
  }

  const slow = connection()
  time = 200
  await slow.get('/config')
  time += 5000
  const never = await slow.poll('/config?hold=0')
  t.match(await clients(), [{}, { held: false }], 'hold=0 is not held')
  await never.answer
  time += 5000
  const { answer } = await slow.poll()
  t.match(await clients(), [{}, { held: true }], 'and without it is')
  provider.publish('r2')
  t.match(await answer, { body: SECOND })
})

test('a hold that ends with nothing new gives the same bytes again', async (t) => {
  const { connection } = await listen(t, { hold: 200 })
  const traefik = connection()
  const first = await traefik.get('/config', { 'accept-encoding': 'gzip' })
  const start = performance.now()
  const second = await traefik.get('/config', { 'accept-encoding': 'gzip' })
  t.ok(performance.now() - start > 150, 'it was held')
  t.equal(second.status, 200)
  t.same(
    { ...second, headers: { ...second.headers, date: '' } },
    { ...first, headers: { ...first.headers, date: '' } },
  )
})

test('nothing is held that could be waited for by somebody who has something else', async (t) => {
  const { connection, provider, clients } = await listen(t)
  const who = { 'user-agent': 'one', 'x-forwarded-for': '10.0.0.1' }
  const cases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['another program on the connection', { ...who, 'user-agent': 'two' }],
    ['another client of the proxy', { ...who, 'x-forwarded-for': '10.0.0.2' }],
    ['who names another revision', { ...who, 'if-none-match': '"r0"' }],
    ['a browser', { ...who, accept: 'text/html,*/*;q=0.8' }],
  ]
  for (const [name, headers] of cases) {
    const traefik = connection()
    await traefik.get('/config', who)
    const { answer } = await traefik.poll('/config', headers)
    t.notMatch(await clients(), [{ held: true }], name)
    t.match(await answer, { status: 200, body: FIRST }, name)
    traefik.destroy()
    await gone(clients)
  }

  const traefik = connection()
  await traefik.get('/config', who)
  provider.publish('r2')
  const { answer } = await traefik.poll('/config', who)
  t.match(await clients(), [{ held: false }], 'who was given something older')
  t.match(await answer, { body: SECOND })
})

test('another program on a connection is learned anew', async (t) => {
  let time = 0
  const { connection, clients, provider } = await listen(t, { hold: 'auto', now: () => time })
  const proxy = connection()
  await proxy.get('/config', { 'user-agent': 'one' })
  time = 5000
  await proxy.get('/config', { 'user-agent': 'two' })
  time = 5050
  const early = await proxy.poll('/config', { 'user-agent': 'two' })
  t.match(await clients(), [{ held: false }], 'the time since the poll of another is not its interval')
  await early.answer
  time = 10_000
  await proxy.get('/config', { 'user-agent': 'three' })
  time = 15_000
  const { answer } = await proxy.poll('/config', { 'user-agent': 'three' })
  t.match(await clients(), [{ held: true }])
  provider.publish('r2')
  await answer
})

test('a poll is held for who has a revision, and 304 only answers who asked for it', async (t) => {
  const { connection, provider, clients } = await listen(t)
  const cache = connection()
  const headers = { 'if-none-match': '"r1"' }
  t.match(await cache.get('/config', headers), { status: 304, body: '' })
  t.equal((await cache.get('/config')).status, 200)
  const { answer } = await cache.poll('/config', headers)
  t.match(await clients(), [{ held: true }])
  provider.publish('r1')
  t.match(await answer, { status: 304, body: '' })
})

test('before the first snapshot nothing is held', async (t) => {
  const { connection, provider, clients } = await listen(t, {}, createFakeProvider())
  const traefik = connection()
  for (let n = 0; n < 2; n++) {
    const { answer } = await traefik.poll()
    t.match(await clients(), [{ held: false, revision: null }])
    t.match(await answer, { status: 503 })
  }
  provider.publish('r1')
  const { answer } = await traefik.poll()
  t.match(await clients(), [{ held: false, revision: 'r1' }])
  t.match(await answer, { body: FIRST })
})

test('the time after an error is not the interval', async (t) => {
  let time = 0
  const provider = createFakeProvider()
  const { connection, clients } = await listen(t, { hold: 'auto', now: () => time }, provider)
  const traefik = connection()
  await traefik.get('/config')
  provider.publish('r1')
  time = 150
  t.match(await traefik.get('/config'), { body: FIRST })
  time = 5150
  const { answer } = await traefik.poll()
  t.match(await clients(), [{ held: true }])
  provider.publish('r2')
  await answer
})

test('HEAD is never held', async (t) => {
  const { raw, handled, clients } = await listen(t)
  const socket = raw()
  for (const method of ['GET', 'HEAD']) {
    const seen = handled(1)
    socket.write(`${method} /config HTTP/1.1\r\nHost: x\r\n\r\n`)
    await seen
  }
  t.match(await clients(), [{ held: false, revision: 'r1' }])
})

test('the next request on a connection does not wait behind a held poll', async (t) => {
  const { raw, handled, clients } = await listen(t)
  const socket = raw()
  const request = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`
  let text = ''
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const first = handled(1)
  socket.write(request('/config'))
  await first
  const second = handled(1)
  socket.write(request('/config'))
  await second
  t.match(await clients(), [{ held: true }])
  const third = handled(1)
  socket.write(request('/healthz'))
  await third
  t.match(await clients(), [{ held: false }])
  while (!text.includes('{"status":"ok"}')) await once(socket, 'data')
  t.equal(text.split(FIRST).length - 1, 2, 'the held poll was answered before it')
})

test('a client that goes away while it is held is forgotten', async (t) => {
  const { connection, provider, clients } = await listen(t)
  const traefik = connection()
  await traefik.get('/config')
  const { answer } = await traefik.poll()
  t.match(await clients(), [{ held: true }])
  traefik.destroy()
  await t.rejects(answer)
  await gone(clients)
  provider.publish('r2')
  const next = connection()
  t.equal((await next.get('/config')).body, SECOND, 'all goes on')
})

test('a thousand held polls are answered by one publication, and forgotten when they go', async (t) => {
  const { app, connection, provider, clients, handled } = await listen(t)
  const sockets = new Set<Socket>()
  app.fastify.server.on('connection', (socket: Socket) => sockets.add(socket))
  const fleet = connection(1000)
  const pollAll = (headers: Readonly<Record<string, string>> = {}) =>
    Array.from({ length: 1000 }, () => fleet.get('/config', headers))
  t.ok((await Promise.all(pollAll())).every(({ body }) => body === FIRST))
  t.equal(sockets.size, 1000)

  const all = handled(1000)
  const answers = pollAll()
  await all
  t.equal((await clients()).filter(({ held }) => held).length, 1000)
  provider.publish('r2')
  t.ok((await Promise.all(answers)).every(({ status, body }) => status === 200 && body === SECOND))
  t.ok((await clients()).every(({ held, revision }) => !held && revision === 'r2'))

  const closed = Promise.all([...sockets].map((socket) => once(socket, 'close')))
  fleet.destroy()
  await closed
  t.same(await clients(), [])
})

test('release answers all held polls, and nothing is held from then on', async (t) => {
  const { app, connection, provider, clients } = await listen(t)
  const [one, two] = [connection(), connection()]
  await Promise.all([one.get('/config'), two.get('/config')])
  const { answer } = await one.poll()
  t.match(await clients(), [{ held: true }, { held: false }])
  app.release()
  t.match(await answer, { status: 200, body: FIRST, headers: { connection: 'close' } })
  t.equal(provider.listeners(), 0)

  const after = await two.poll()
  t.notMatch(await clients(), [{ held: true }])
  t.match(await after.answer, { status: 200, body: FIRST })
  await app.fastify.close()
})

/** Resolves once the server has noticed that all connections are closed. */
async function gone(clients: () => Promise<readonly unknown[]>): Promise<void> {
  while ((await clients()).length > 0) await new Promise((resolve) => setTimeout(resolve, 5))
}

import { EventEmitter, once } from 'node:events'
import { connect, createServer } from 'node:http2'
import { test } from 'tap'
import { connectionOf, type Connection } from '../../src/http/connection.ts'
import { createHeld } from '../../src/http/held.ts'
import { createFakeProvider } from './fakeProvider.ts'

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
}

test('every end of a hold leaves no timer, no listener and no memory', async (t) => {
  const provider = createFakeProvider('r1')
  const held = createHeld(provider)
  const ends: readonly (readonly [string, (client: object, response: EventEmitter) => void, boolean])[] = [
    ['a publication', () => provider.publish('r2'), true],
    ['another request of the client', (client) => held.answer(client), true],
    ['the client gone', (_client, response) => response.emit('close'), false],
    ['release', () => held.release(), true],
  ]
  const before = timers()
  for (const [name, end, expected] of ends) {
    const client = {}
    const response = new EventEmitter()
    const kept = held.keep(client, 4000, response)
    t.ok(held.has(client), name)
    t.equal(timers(), before + 1)
    end(client, response)
    t.notOk(held.has(client), name)
    t.equal(await kept, expected, name)
    t.equal(response.listenerCount('close'), 0, name)
    t.equal(timers(), before, name)
  }
  t.equal(provider.listeners(), 0)
  t.equal(await held.keep({}, 4000, new EventEmitter()), true, 'released, it keeps nobody')
  t.equal(timers(), before)
})

test('the end of its time ends a hold', async (t) => {
  const held = createHeld(createFakeProvider('r1'))
  const response = new EventEmitter()
  const client = {}
  t.equal(await held.keep(client, 1, response), true)
  t.notOk(held.has(client))
  t.equal(response.listenerCount('close'), 0)
})

test('all streams of an HTTP/2 session come on the same connection', async (t) => {
  const seen: Connection[] = []
  const server = createServer((request, response) => {
    seen.push(connectionOf(request))
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  for (const count of [2, 1]) {
    const session = connect(`http://127.0.0.1:${port}`)
    await Promise.all(Array.from({ length: count }, () => once(session.request().resume(), 'end')))
    session.close()
    await once(session, 'close')
  }
  t.equal(seen.length, 3)
  t.equal(seen[0], seen[1])
  t.not(seen[0], seen[2])
  server.close()
  await once(server, 'close')
})

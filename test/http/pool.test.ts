/** A proxy before us: many Traefiks on a pool of connections, in simulated time. */
import EventEmitter from 'node:events'
import type { FastifyRequest } from 'fastify'
import { test } from 'tap'
import { createClients } from '../../src/http/clients.ts'

/** How a proxy chooses among its idle connections. */
type Choice = 'the one used last' | 'the one used first' | 'any'

interface World {
  /** Milliseconds between the polls of each Traefik. */
  readonly intervals: readonly number[]
  readonly connections: number
  readonly choice: Choice
  /** What each Traefik's requests say of it. */
  readonly headersOf: (index: number) => Readonly<Record<string, string>>
  readonly seed: number
}

interface Told {
  readonly polls: number
  /** Polls that were held for the interval of their Traefik or longer: told to stop, it may stay. */
  readonly tooLong: number
  /** The share of the time in which a Traefik waits for news. */
  readonly waiting: readonly number[]
}

const MINUTES = 10
const CHOICES: readonly Choice[] = ['the one used last', 'the one used first', 'any']
/** The least share of its time that a Traefik with this interval has to be waiting for news. */
const WAITS = new Map([
  [500, 0.85],
  [1000, 0.85],
  [5000, 0.7],
])
const NAMED = (index: number) => ({ 'x-pointsman-client': `traefik-${index}` })
const FORWARDED = (index: number) => ({ 'x-forwarded-for': `10.0.0.${index}` })

/** Each Traefik polls by a ticker that keeps one tick, as Go's does; it counts as served with its first answer on a connection. */
function simulate({ intervals, connections, choice, headersOf, seed }: World): Told {
  const clients = createClients()
  const random = generator(seed)
  const idle = Array.from({ length: connections }, () => new EventEmitter())
  const queue: { readonly at: number; readonly run: (now: number) => void }[] = []
  const waited = intervals.map(() => 0)
  let [polls, tooLong] = [0, 0]
  const later = (at: number, run: (now: number) => void) => void queue.push({ at, run })

  for (const [index, every] of intervals.entries()) {
    let tick = random() * every
    const poll = (now: number): void => {
      const connection = take()
      if (connection === undefined) return later(now + 1, poll)
      const client = clients.poll(requestOn(connection, headersOf(index)))
      const learned = client.interval.arrive(now)
      const hold = client.revision === undefined ? 0 : learned
      client.revision = 'r1'
      polls++
      if (hold >= every) tooLong++
      waited[index] = (waited[index] ?? 0) + hold
      later(now + hold + 1, (answered) => {
        client.interval.answered(answered, hold > 0)
        idle.push(connection)
        tick += every
        const kept = tick < answered
        while (tick + every < answered) tick += every
        later(kept ? answered + 1 : tick, poll)
      })
    }
    later(tick, poll)
  }
  for (let next = earliest(); next !== undefined && next.at < MINUTES * 60_000; next = earliest())
    next.run(next.at)
  return { polls, tooLong, waiting: waited.map((time) => time / (MINUTES * 60_000)) }

  function take(): EventEmitter | undefined {
    if (choice === 'the one used last') return idle.pop()
    if (choice === 'the one used first') return idle.shift()
    return idle.splice(Math.floor(random() * idle.length), 1)[0]
  }

  function earliest() {
    const first = queue.reduce(
      (best, each, index) => (each.at < (queue[best]?.at ?? Infinity) ? index : best),
      0,
    )
    return queue.splice(first, 1)[0]
  }
}

test('Traefiks that can be told apart are each held by their own interval, on whichever connection they come', (t) => {
  for (const choice of CHOICES)
    for (const headersOf of [NAMED, FORWARDED])
      for (const [intervals, connections] of [
        [[500], 3],
        [[500, 500, 500], 3],
        [[500, 5000], 2],
        [[100, 500, 1000, 5000], 4],
        [[500, 500, 500, 1000, 1000, 5000, 5000], 10],
      ] as const) {
        const { polls, tooLong, waiting } = simulate({ intervals, connections, choice, headersOf, seed: 7 })
        const name = `${intervals.join(' ')} on ${connections} connections, ${choice}`
        t.ok(polls > 100)
        t.equal(tooLong, 0, name)
        for (const [index, share] of waiting.entries()) {
          const expected = WAITS.get(intervals[index] ?? 0) ?? 0
          t.ok(share >= expected, `${name}: ${intervals[index]} waits ${share.toFixed(2)} of the time`)
        }
      }
  t.end()
})

test('Traefiks that nothing tells apart are seldom held too long where a proxy uses the connection it used last', (t) => {
  for (const seed of [1, 2, 3]) {
    const world = { connections: 4, choice: CHOICES[0] ?? 'any', headersOf: () => ({}), seed }
    const { polls, tooLong } = simulate({ ...world, intervals: [500, 500, 1000, 5000] })
    t.ok(tooLong / polls < 0.1, `${tooLong} of ${polls}`)
  }
  t.end()
})

test('a client without a rhythm is never held for long after it came early', (t) => {
  const clients = createClients()
  const connection = new EventEmitter()
  const random = generator(3)
  let [now, before] = [0, 0]
  for (let n = 0; n < 2000; n++) {
    const { interval } = clients.poll(requestOn(connection, {}))
    const hold = interval.arrive(now)
    t.ok(hold <= 4000)
    if (n > 1 && hold > 0) t.ok(hold < now - before, 'shorter than the time before it')
    before = now
    interval.answered(now + hold, hold > 0)
    now += hold + random() ** 4 * 6000
  }
  t.end()
})

function requestOn(socket: EventEmitter, headers: Readonly<Record<string, string>>): FastifyRequest {
  // As far as clients look at a request.
  return { ip: '10.1.1.1', headers, raw: { socket } } as unknown as FastifyRequest
}

/** Numbers from 0 to 1, the same for the same seed (Lehmer). */
function generator(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

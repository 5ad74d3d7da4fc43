import { test } from 'tap'
import { createInterval, holdFor, LONGEST_HOLD } from '../../src/http/interval.ts'

/** The times of its polls after each answer. */
type Client = (answered: number, arrived: number) => number

/** Go's ticker: it keeps one tick while nobody takes it. `late` puts the first tick off, as a slow first answer does. */
function ticker(every: number, late = 0): Client {
  let tick: number | undefined
  return (answered) => {
    tick ??= answered + late
    tick += every
    if (tick >= answered) return tick
    // The kept tick is taken at once; those after it were dropped.
    while (tick + every < answered) tick += every
    return answered
  }
}

const sleeper =
  (pause: number): Client =>
  (answered) =>
    answered + pause

/** How long each of the polls was held. */
function poll(client: Client, polls: number, interval = createInterval(), start = 0): number[] {
  const holds: number[] = []
  let now = start
  for (let n = 0; n < polls; n++) {
    const hold = interval.arrive(now)
    const answered = now + hold + 1
    interval.answered(answered, hold > 0)
    holds.push(hold)
    now = client(answered, now)
  }
  return holds
}

test('a hold is the interval less a tenth or 50 ms, 4 s at most, and none under 100 ms', (t) => {
  t.same(
    [40, 100, 149, 150, 200, 500, 501, 1000, 4000, 5000, 60_000].map((ms) => Math.round(holdFor(ms))),
    [0, 0, 0, 100, 150, 450, 451, 900, 3600, 4000, 4000],
  )
  t.end()
})

test('the first poll of a connection is answered at once, the second is held', (t) => {
  const interval = createInterval()
  t.equal(interval.arrive(1000), 0)
  interval.answered(1001, false)
  t.equal(interval.arrive(1500), 450)
  t.end()
})

test('a Traefik is held for less than its interval, poll after poll', (t) => {
  for (const every of [200, 500, 1000, 2000, 4000, 5000, 15_000]) {
    const [first, ...more] = poll(ticker(every), 50)
    t.equal(first, 0)
    t.ok(
      more.every((hold) => hold < every && hold >= Math.min(LONGEST_HOLD, every * 0.7)),
      `${every}: ${more.join(' ')}`,
    )
  }
  t.same(poll(ticker(100), 20), Array(20).fill(0), 'so short an interval is not worth a hold')
  t.end()
})

test('a first time that was too long is put right within a few polls', (t) => {
  // Traefik starts its ticker only when it has taken in the first answer.
  const holds = poll(ticker(500, 300), 50)
  t.ok((holds[1] ?? 0) > 500, 'the start was misleading')
  t.ok(
    holds.slice(4).every((hold) => hold > 440 && hold <= 450),
    holds.join(' '),
  )
  t.end()
})

test('an answer before the end of a hold, at a change, tells nothing else about the interval', (t) => {
  const interval = createInterval()
  for (const [arrived, answered, wasHeld] of [
    [0, 1, false],
    [500, 620, true],
    [1000, 1001, false],
    [1500, 1501, true],
  ] as const) {
    t.equal(interval.arrive(arrived), arrived === 0 ? 0 : 450)
    interval.answered(answered, wasHeld)
  }
  t.equal(interval.arrive(2000), 450)
  t.end()
})

test('a client that sleeps after each answer is not held longer and longer', (t) => {
  const holds = poll(sleeper(500), 200)
  t.ok(Math.max(...holds) <= 451, `${Math.max(...holds)}`)
  t.ok(holds.filter((hold) => hold > 0).length > 150, 'most of its polls are held')
  t.end()
})

test('one short time is forgotten again', (t) => {
  for (const [short, wasHeld] of [
    [20, false],
    [200, true],
    [460, true],
  ] as const) {
    const interval = createInterval()
    poll(ticker(500), 3, interval)
    t.equal(interval.arrive(1501), 450)
    interval.answered(1506, wasHeld)
    const holds = poll(ticker(500), 30, interval, 1501 + short)
    t.ok((holds[0] ?? 450) < short, `${short}: shorter at first`)
    t.same(holds.slice(15), Array(15).fill(450), `${short}: ${holds.join(' ')}`)
  }
  t.end()
})

test('who stays away for long is learned anew', (t) => {
  const interval = createInterval()
  const [, second] = poll(ticker(500), 5, interval)
  t.ok((second ?? 0) > 0)
  t.equal(interval.arrive(60_000), 0)
  interval.answered(60_001, false)
  t.equal(interval.arrive(61_000), 900)
  t.end()
})

test('two clients in turn on one connection are held by the shorter of the times between them', (t) => {
  const interval = createInterval()
  poll(ticker(1000), 2, interval)
  const holds = [2000, 2300, 3000, 3300, 4000, 4300].map((now) => {
    const hold = interval.arrive(now)
    interval.answered(now + hold, hold > 0)
    return hold
  })
  t.ok(
    holds.slice(1).every((hold) => hold <= 250),
    holds.join(' '),
  )
  t.end()
})

test('polls that overlap are not held', (t) => {
  const interval = createInterval()
  interval.arrive(0)
  t.equal(interval.arrive(0), 0)
  t.equal(interval.arrive(1), 0)
  interval.answered(2, false)
  t.equal(interval.arrive(2), 0)
  t.end()
})

import { test } from 'tap'
import { createSettle, type Timers } from '../../src/provider/settle.ts'

/** A clock that only goes on when it is told to. */
function createFakeTimers(): Timers & { pass(milliseconds: number): void } {
  let time = 0
  let waiting: { at: number; action: () => void }[] = []
  return {
    after(milliseconds, action) {
      const timer = { at: time + milliseconds, action }
      waiting.push(timer)
      return () => void (waiting = waiting.filter((other) => other !== timer))
    },
    pass(milliseconds) {
      const end = time + milliseconds
      for (;;) {
        const next = waiting.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        time = next.at
        waiting = waiting.filter((timer) => timer !== next)
        next.action()
      }
      time = end
    },
  }
}

/** A run that ends when the test says so. */
function createSlowRun() {
  const ends: (() => void)[] = []
  let begun = 0
  let under = 0
  let most = 0
  return {
    run: () => {
      begun++
      most = Math.max(most, ++under)
      return new Promise<void>((resolve) => {
        ends.push(() => {
          under--
          resolve()
        })
      })
    },
    end: () => ends.shift()?.(),
    begun: () => begun,
    most: () => most,
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

test('waits for quiet, so that many hints are one run', async (t) => {
  const timers = createFakeTimers()
  const { run, begun, end } = createSlowRun()
  const settle = createSettle({ run, timers })
  for (let hint = 0; hint < 10; hint++) {
    settle.hint()
    timers.pass(19)
  }
  t.equal(begun(), 0)
  timers.pass(1)
  t.equal(begun(), 1)
  end()
  await settle.idle()
  timers.pass(10_000)
  t.equal(begun(), 1, 'nothing is left over from the earlier hints')
})

test('runs at the ceiling though hints never stop', (t) => {
  const timers = createFakeTimers()
  const { run, begun } = createSlowRun()
  const settle = createSettle({ quiet: 20, ceiling: 500, run, timers })
  for (let time = 0; time < 500; time += 10) {
    t.equal(begun(), 0)
    settle.hint()
    timers.pass(10)
  }
  t.equal(begun(), 1)
  t.end()
})

test('a hint during a run starts another after it, never beside it', async (t) => {
  const timers = createFakeTimers()
  const { run, begun, end, most } = createSlowRun()
  const settle = createSettle({ run, timers })
  settle.hint()
  timers.pass(20)
  settle.hint()
  timers.pass(20)
  settle.hint()
  timers.pass(20)
  t.equal(begun(), 1)
  end()
  await turn()
  t.equal(begun(), 2, 'two hints during the run are one more run')
  end()
  await settle.idle()
  t.equal(begun(), 2)
  t.equal(most(), 1)
})

test('a hint whose quiet ends after the run is not lost', async (t) => {
  const timers = createFakeTimers()
  const { run, begun, end } = createSlowRun()
  const settle = createSettle({ run, timers })
  settle.hint()
  timers.pass(20)
  settle.hint()
  end()
  await turn()
  t.equal(begun(), 1)
  timers.pass(20)
  t.equal(begun(), 2)
  end()
})

test('is idle only when nothing waits and nothing runs', async (t) => {
  const timers = createFakeTimers()
  const { run, end } = createSlowRun()
  const settle = createSettle({ run, timers })
  await settle.idle()
  settle.hint()
  let idle = false
  const waiting = settle.idle().then(() => (idle = true))
  await turn()
  t.notOk(idle, 'a hint waits')
  timers.pass(20)
  await turn()
  t.notOk(idle, 'a run is under way')
  end()
  await waiting
  t.ok(idle)
})

test('close drops what waits and resolves when the run under way has ended', async (t) => {
  const timers = createFakeTimers()
  const { run, begun, end } = createSlowRun()
  const settle = createSettle({ run, timers })
  settle.hint()
  timers.pass(20)
  settle.hint()
  timers.pass(20)
  settle.hint()
  let closed = false
  const closing = settle.close().then(() => (closed = true))
  settle.hint()
  await turn()
  t.notOk(closed)
  end()
  await closing
  timers.pass(10_000)
  t.equal(begun(), 1)
})

test('close lets those who wait for idle go on', async (t) => {
  const settle = createSettle({ run: async () => {}, timers: createFakeTimers() })
  settle.hint()
  const waiting = settle.idle()
  await settle.close()
  await waiting
  t.pass('nobody waits for a hint that was dropped')
})

test('works with the timers of the platform', async (t) => {
  let runs = 0
  const settle = createSettle({ quiet: 1, run: async () => void runs++ })
  settle.hint()
  settle.hint()
  await settle.idle()
  t.equal(runs, 1)
})

test('a second file that changes makes it wait for more of them, and one by itself does not', async (t) => {
  const timers = createFakeTimers()
  const { run, begun, end } = createSlowRun()
  const settle = createSettle({ run, timers })
  for (let hint = 0; hint < 3; hint++) {
    settle.hint('a.yaml')
    settle.hint()
    timers.pass(19)
  }
  timers.pass(1)
  t.equal(begun(), 1, 'one file, however many events')
  end()
  await settle.idle()

  for (const file of ['a.yaml', 'b.yaml']) settle.hint(file)
  for (const file of ['c.yaml', 'd.yaml']) {
    timers.pass(80)
    settle.hint(file)
  }
  timers.pass(99)
  t.equal(begun(), 1)
  timers.pass(1)
  t.equal(begun(), 2, 'one run for all four')
  end()
  await settle.idle()

  settle.hint('e.yaml')
  timers.pass(20)
  t.equal(begun(), 3, 'and the next file by itself is not put off')
  end()
})

/** Many Traefiks at once, in a process of their own. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'tap'
import type { Round } from './fleet.ts'
import { listen } from './polling.ts'

const COUNT = 1000
const ROUNDS = 5
const BODY = 15_000

/** How soon is told, and measured by `npm run bench -- many-held`: a busy machine is no mistake. */
test('a thousand held polls all have the new body, and leave nothing behind', async (t) => {
  const { app, provider, clients } = await listen(t)
  provider.publish('r0', BODY)
  const address = app.fastify.server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const fleet = fork(new URL('fleet.js', import.meta.url), [String(port), String(COUNT)], {
    // What tap adds to a process would slow it down.
    execArgv: [],
    env: {},
  })
  t.teardown(() => fleet.kill())
  const next = async (): Promise<Round> => ((await once(fleet, 'message')) as [Round])[0]
  t.same((await next()).tags, ['W/"r0"'])

  let before = 0
  for (let n = 1; n <= ROUNDS; n++) {
    const answered = next()
    fleet.send('poll')
    while ((await clients()).filter(({ held }) => held).length < COUNT)
      await new Promise((resolve) => setTimeout(resolve, 20))
    const start = performance.now()
    provider.publish(`r${n}`, BODY)
    const { spread, tags } = await answered
    t.same(tags, [`W/"r${n}"`], 'all have it')
    t.comment(
      `change ${n}: first to last ${spread.toFixed(1)} ms, all ${(performance.now() - start).toFixed(1)} ms after it`,
    )
    if (n === 1) before = process.memoryUsage().arrayBuffers
  }
  t.ok(process.memoryUsage().arrayBuffers - before < COUNT * BODY, 'no connection keeps a body of its own')

  fleet.kill()
  while ((await clients()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20))
  t.equal(provider.listeners(), 1)
})

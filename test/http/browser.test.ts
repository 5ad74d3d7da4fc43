/** The page in a real browser: it runs its own script and no other, and keeps itself fresh. */
import { join } from 'node:path'
import tap, { test } from 'tap'
import { noBrowser, openPage } from './chromium.ts'
import { createFakeProvider } from './fakeProvider.ts'
import { listen } from './polling.ts'

tap.setTimeout(180_000)

const EVIL = `<script>document.title='taken'</script><img src=x onerror="document.title='taken'">`

test('the page keeps itself fresh, and runs nothing but its own script', { skip: noBrowser }, async (t) => {
  const provider = createFakeProvider('aaaaaaaaaaaa')
  provider.say({ files: [{ path: EVIL, state: 'left-out' }] })
  const { app } = await listen(t, { hold: 0 }, provider)
  const address = app.fastify.server.address()
  const port = typeof address === 'object' ? address?.port : 0
  // Before the second answer, and not some time after the first: the browser's own time runs faster than ours.
  let asked = 0
  app.fastify.server.prependListener('request', ({ url }) => {
    if (url?.startsWith('/?') === true && ++asked === 2) provider.publish('bbbbbbbbbbbb')
  })
  const url = `http://127.0.0.1:${port}/?q=x`
  const { html, log } = await openPage(url, join(t.testdir({}), 'profile'), 9000)
  t.ok(asked > 1, `it was asked for ${asked} times`)
  t.match(html, 'bbbbbbbbbbbb')
  t.notMatch(html, /aaaaaaaaaaaa/)
  t.match(html, /<title>● 1 mistake/)
  t.match(html, '&lt;script&gt;')
  t.match(html, /id="lost" hidden/)
  t.notMatch(log, /Content Security Policy|Uncaught|Refused/, 'the browser has nothing to complain of')
})

test('a page whose Pointsman is gone says so', { skip: noBrowser }, async (t) => {
  const { app } = await listen(t, { hold: 0 })
  const address = app.fastify.server.address()
  const port = typeof address === 'object' ? address?.port : 0
  let asked = 0
  app.fastify.server.prependListener('request', ({ socket }) => {
    if (++asked > 1) socket.destroy()
  })
  const { html } = await openPage(`http://127.0.0.1:${port}/`, join(t.testdir({}), 'profile'), 9000)
  t.match(html, 'All is well', 'what was there stays')
  t.match(html, /<p id="lost">/)
})

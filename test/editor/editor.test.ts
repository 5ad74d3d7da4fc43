/** An editor with the usual language server for YAML, told by the first line of a definition where the schema is. */
import { createServer } from 'node:http'
import { once } from 'node:events'
import tap, { test } from 'tap'
import { runProgram } from '../cli/program.ts'
import { startEditor } from './languageServer.ts'

tap.setTimeout(180_000)

const schema = (await runProgram(['schema'])).out
const server = createServer((_request, response) => response.end(schema)).listen(0, '127.0.0.1')
await once(server, 'listening')
const address = server.address()
const port = typeof address === 'object' ? address?.port : undefined
const HEAD = `# yaml-language-server: $schema=http://127.0.0.1:${port}/schema.json\n`
const editor = await startEditor()

tap.teardown(async () => {
  await editor.close()
  server.close()
})

test('a good definition has nothing underlined', async (t) => {
  const text = `${HEAD}services:\n  shop:\n    host: shop.example.com\n    upstream: [{ url: http://a, weight: 2 }]\n    tls: modern\n    auth: none\n    keepalive: off\n`
  t.same(await editor.open(text), [])
})

test('a wrong key is underlined, and a word of another system with what to write instead', async (t) => {
  const wrong = await editor.open(
    `${HEAD}services:\n  shop:\n    hots: shop.example.com\n    upstream: http://a\n`,
  )
  t.match(wrong, [{ text: 'hots', message: /hots is not allowed/ }])
  const foreign = await editor.open(
    `${HEAD}services:\n  shop:\n    server_name: shop.example.com\n    upstream: http://a\n`,
  )
  t.same(
    foreign.map(({ message }) => message),
    ['Did you mean `host`?'],
  )
  t.match(
    await editor.open(`${HEAD}services:\n  shop:\n    host: a.example.com\n    https: maybe\n`),
    [{ text: 'maybe' }],
    'a wrong word',
  )
  const native = await editor.open(`${HEAD}http:\n  routers:\n    a:\n      rul: x\n`)
  t.match(native, [{ text: 'rul' }], "a wrong field of Traefik's own")
})

test('completion offers the keys of a service, and of what stands in it', async (t) => {
  const keys = await editor.complete(`${HEAD}services:\n  shop:\n    host: a.example.com\n    ▮\n`)
  for (const key of ['upstream', 'healthCheck', 'tls', 'routes', 'auth']) t.ok(keys.includes(key), key)
  for (const key of ['server_name', 'paths', 'host']) t.notOk(keys.includes(key), key)
  const health = await editor.complete(`${HEAD}services:\n  shop:\n    healthCheck:\n      ▮\n`)
  for (const key of ['path', 'interval', 'status']) t.ok(health.includes(key), key)
  const words = await editor.complete(`${HEAD}services:\n  shop:\n    https: ▮\n`)
  for (const word of ['redirect', 'only', 'both']) t.ok(words.includes(word), word)
  const root = await editor.complete(`${HEAD}▮\n`)
  for (const key of ['services', 'defaults', 'http']) t.ok(root.includes(key), key)
  const router = await editor.complete(`${HEAD}http:\n  routers:\n    a:\n      ▮\n`)
  for (const key of ['rule', 'middlewares', 'tls']) t.ok(router.includes(key), key)
})

test('hover explains a key', async (t) => {
  const about = await editor.hover(`${HEAD}services:\n  shop:\n    keep▮alive: 10\n    host: a.example.com\n`)
  t.match(about, /idle connections are kept to each server/)
  t.match(about, /maxIdleConnsPerHost/)
  t.match(
    await editor.hover(`${HEAD}services:\n  shop:\n    healthCheck: { inter▮val: 5s }\n`),
    /How often/,
    'also in braces',
  )
})

/** Restarts of the real program: with `--state`, what was served before goes on being served. */
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import tap, { test, type Test } from 'tap'
import { serveProgram, waitFor, type Answer, type Served } from './program.ts'

tap.setTimeout(180_000)

const service = (name: string, host = `${name}.example.com`) =>
  `services:\n  ${name}: { host: ${host}, upstream: http://${name}:80 }\n`
const certificates = join(process.cwd(), 'test/cli/certificates')

function setUp(t: Test, files: Readonly<Record<string, string>>) {
  const root = t.testdir({ services: files })
  const directory = join(root, 'services')
  const state = join(root, 'state')
  const file = join(state, 'last-good.jsonl')
  return {
    root,
    directory,
    file,
    put: (name: string, text: string) => writeFileSync(join(directory, name), text),
    async start(): Promise<Served> {
      const served = await serveProgram(directory, ['--state', state])
      t.teardown(() => served.kill())
      return served
    },
    stateHas: (text: string) =>
      waitFor(
        `the state holds ${text}`,
        () => (stateText(file).includes(text) ? true : undefined),
        () => stateText(file),
      ),
  }
}

function stateText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // Not written yet.
  }
}

const serves =
  (...texts: readonly string[]) =>
  (answer: Answer) =>
    answer.status === 200 && texts.every((text) => answer.text.includes(text))

test('a file that is broken at the restart is served as it was, also after a kill', async (t) => {
  const { put, start, stateHas } = setUp(t, { 'shop.yaml': service('shop'), 'blog.yaml': service('blog') })
  const first = await start()
  await first.until('both are served', serves('shop.example.com', 'blog.example.com'))
  put('shop.yaml', service('shop', 'edited.example.com'))
  await stateHas('edited.example.com')
  await first.end('SIGKILL')

  put('shop.yaml', 'services: [')
  put('blog.yaml', service('blog', 'new.example.com'))
  const second = await start()
  await second.until(
    'last good and new stand beside each other',
    serves('edited.example.com', 'new.example.com'),
  )
  await second.end()

  put('blog.yaml', 'services: [')
  const third = await start()
  await third.until('all are broken and all are served', serves('edited.example.com', 'new.example.com'))
  put('shop.yaml', service('shop', 'mended.example.com'))
  await third.until('what is mended is served', serves('mended.example.com', 'new.example.com'))
})

test('a restart while the folder is away serves what was served, and one without state waits', async (t) => {
  const { root, directory, start, stateHas } = setUp(t, { 'shop.yaml': service('shop') })
  const first = await start()
  await stateHas('shop.example.com')
  await first.end()
  renameSync(directory, join(root, 'away'))

  const second = await start()
  await second.until('it is served without the folder', serves('shop.example.com'))
  t.equal((await fetch(`${second.url}/readyz`)).status, 200)
  t.ok(second.log().some(({ event, services }) => event === 'restored' && services === 1))
  mkdirSync(directory)
  writeFileSync(join(directory, 'shop.yaml'), service('shop', 'back.example.com'))
  await second.until('the folder is back', serves('back.example.com'))
  await second.end()

  rmSync(directory, { recursive: true })
  const without = await serveProgram(directory)
  t.teardown(() => without.kill())
  t.equal((await without.get()).status, 503)
  t.equal((await fetch(`${without.url}/readyz`)).status, 503)
})

test('a certificate that is gone at the restart is served as it was', async (t) => {
  const { root, directory, start, stateHas } = setUp(t, {
    'shop.yaml':
      'services:\n  shop: { host: a.example.com, upstream: http://a:80, tls: { cert: ../live/c.pem, key: ../live/k.pem } }\n',
  })
  mkdirSync(join(root, 'live'))
  for (const part of ['c.pem', 'k.pem']) cpSync(join(certificates, `one-${part}`), join(root, 'live', part))
  const first = await start()
  const before = await first.until('it is served', serves('BEGIN CERTIFICATE'))
  await stateHas('BEGIN CERTIFICATE')
  await first.end()

  rmSync(join(root, 'live', 'k.pem'))
  const second = await start()
  const after = await second.until('it is served without its key on disk', serves('BEGIN CERTIFICATE'))
  t.equal(after.text, before.text)
  for (const part of ['c.pem', 'k.pem']) cpSync(join(certificates, `two-${part}`), join(root, 'live', part))
  await second.until(
    'the new pair is served',
    ({ text }) => serves('BEGIN')({ ...after, text }) && text !== before.text,
  )
  t.ok(directory)
})

test('a damaged state is set aside with one line in the log, and the start goes on', async (t) => {
  const { file, start, stateHas } = setUp(t, { 'shop.yaml': service('shop') })
  const first = await start()
  await stateHas('shop.example.com')
  await first.end()
  writeFileSync(file, readFileSync(file).subarray(0, -20))
  const second = await start()
  await second.until('the folder is served', serves('shop.example.com'))
  const told = second.log().filter(({ event }) => event === 'state')
  t.match(told, [{ level: 'warn', message: /is not used: it is damaged; it was renamed to/ }])
  await stateHas('shop.example.com')
})

/** The real server over a real folder: whatever happens to the files, what was served stays served. */
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import tap, { test, type Test } from 'tap'
import { runProgram, serveProgram, waitFor, type Answer, type Served } from './program.ts'

tap.setTimeout(180_000)

const service = (name: string, host = `${name}.example.com`) =>
  `services:\n  ${name}: { host: ${host}, upstream: http://${name}:80 }\n`

/** Polls all the time; each 200 must hold the routers that were never taken away on purpose. */
function watchRoutes(served: Served, always: readonly string[]): () => Promise<readonly string[]> {
  const losses: string[] = []
  let going = true
  const polling = (async () => {
    // oxlint-disable-next-line no-unmodified-loop-condition -- the function that is returned ends it
    while (going) {
      const answer = await served.get()
      const lost = always.filter((name) => !answer.routers.includes(name))
      if (answer.status === 200 && lost.length > 0)
        losses.push(`without ${lost.join(', ')}: ${answer.text.slice(0, 300)}`)
    }
  })()
  return async () => {
    going = false
    await polling
    return losses
  }
}

async function start(t: Test, files: Readonly<Record<string, string>>) {
  const root = t.testdir({ services: files })
  const directory = join(root, 'services')
  const served = await serveProgram(directory)
  t.teardown(() => served.kill())
  await served.until('all is served', ({ status }) => status === 200)
  return {
    root,
    directory,
    served,
    put: (name: string, text: string) => writeFileSync(join(directory, name), text),
  }
}

const has = (name: string) => (answer: Answer) => answer.routers.includes(name)
const hasNot = (name: string) => (answer: Answer) => answer.status === 200 && !answer.routers.includes(name)
const statusOf = async (served: Served) =>
  (await (await fetch(`${served.url}/status`)).json()) as {
    lastTry: { kind: string; reason?: string }
    diagnostics: { code: string; place: { file: string } }[]
    files: { path: string; state: string }[]
  }
const told = (
  served: Served,
  what: string,
  holds: (status: Awaited<ReturnType<typeof statusOf>>) => boolean,
) =>
  waitFor(
    what,
    async () => ((await statusOf(served).then(holds)) ? true : undefined),
    () => JSON.stringify(served.log()),
  )

test('a mistake in one file takes nothing away, and the rest moves on', async (t) => {
  const { directory, served, put } = await start(t, {
    'shop.yaml': service('shop'),
    'blog.yaml': service('blog'),
  })
  const losses = watchRoutes(served, ['shop', 'blog'])
  const broken = (...codes: readonly string[]) =>
    told(served, `${codes.join(' or ')} is reported`, ({ diagnostics }) =>
      diagnostics.some(({ code }) => codes.includes(code)),
    )

  put('shop.yaml', service('shop').slice(0, 30))
  await broken('missing-host', 'missing-upstream', 'yaml-syntax')
  put('shop.yaml', 'services:\n  shop: { host: "x')
  await broken('yaml-syntax')
  put('shop.yaml', service('shop').replace('upstream', 'upstrem'))
  await broken('unknown-key')
  put('extra.yaml', service('shop', 'other.example.com'))
  put('shop.yaml', service('shop'))
  await broken('duplicate-service')
  put('new.yaml', service('new'))
  await served.until('what is good is added', has('new'))
  t.match(await statusOf(served), {
    files: [
      { path: 'blog.yaml', state: 'served' },
      { path: 'extra.yaml', state: 'left-out' },
    ],
  })
  rmSync(join(directory, 'extra.yaml'))
  await told(served, 'all is mended', ({ diagnostics }) => diagnostics.length === 0)

  truncateSync(join(directory, 'shop.yaml'), 12)
  writeFileSync(join(directory, 'shop.tmp'), service('shop', 'moved.example.com'))
  renameSync(join(directory, 'shop.tmp'), join(directory, 'shop.yaml'))
  await served.until('the renamed file is served', ({ text }) => text.includes('moved.example.com'))
  t.same(await losses(), [])
})

test('a folder that goes away or is empty keeps everything, and says so', async (t) => {
  const { root, directory, served } = await start(t, { 'shop.yaml': service('shop') })
  const losses = watchRoutes(served, ['shop'])
  const held = (what: string) => told(served, what, ({ lastTry }) => lastTry.kind === 'held')

  renameSync(directory, join(root, 'away'))
  await held('the folder is missed')
  t.ok(
    served.log().some(({ event }) => event === 'held'),
    'the log says so',
  )
  renameSync(join(root, 'away'), directory)
  await told(served, 'the folder is back', ({ lastTry }) => lastTry.kind === 'unchanged')

  rmSync(join(directory, 'shop.yaml'))
  await held('the folder is empty')
  writeFileSync(join(directory, 'shop.yaml'), service('shop', 'again.example.com'))
  await served.until('it is filled again', ({ text }) => text.includes('again.example.com'))

  rmSync(directory, { recursive: true })
  await held('the folder is deleted')
  mkdirSync(directory)
  writeFileSync(join(directory, 'shop.yaml'), service('shop', 'third.example.com'))
  await served.until('a new folder is seen', ({ text }) => text.includes('third.example.com'))
  t.same(await losses(), [])
})

test('a folder that is a symbolic link is followed when it is swapped, as Kubernetes does', async (t) => {
  const root = t.testdir({
    one: { 'shop.yaml': service('shop') },
    two: { 'shop.yaml': service('shop', 'two.example.com'), 'blog.yaml': service('blog') },
  })
  const link = join(root, 'services')
  symlinkSync('one', link)
  const served = await serveProgram(link)
  t.teardown(() => served.kill())
  await served.until('the first is served', has('shop'))
  const losses = watchRoutes(served, ['shop'])
  symlinkSync('two', join(root, 'next'))
  renameSync(join(root, 'next'), link)
  await served.until('the second is served', has('blog'))

  // A ConfigMap: files are links through `..data`, which is swapped.
  const map = join(root, 'map')
  for (const [version, host] of [
    ['..1', 'a.example.com'],
    ['..2', 'b.example.com'],
  ] as const) {
    mkdirSync(join(map, version), { recursive: true })
    writeFileSync(join(map, version, 'shop.yaml'), service('shop', host))
  }
  symlinkSync('..1', join(map, '..data'))
  symlinkSync('..data/shop.yaml', join(map, 'shop.yaml'))
  const mapped = await serveProgram(map)
  t.teardown(() => mapped.kill())
  await mapped.until('the ConfigMap is served', ({ text }) => text.includes('a.example.com'))
  symlinkSync('..2', join(map, '..next'))
  renameSync(join(map, '..next'), join(map, '..data'))
  await mapped.until('the swapped ConfigMap is served', ({ text }) => text.includes('b.example.com'))
  t.same(await losses(), [])
})

test('a file that cannot be read any more stays served', async (t) => {
  const { directory, served, put } = await start(t, {
    'shop.yaml': service('shop'),
    'blog.yaml': service('blog'),
  })
  const losses = watchRoutes(served, ['shop', 'blog'])
  if (process.getuid?.() === 0) {
    t.comment('root may read everything: a link to nowhere takes the place of the file instead')
    // In one step: between two, the file would be deleted, and its service would rightly go.
    symlinkSync('nowhere', join(directory, 'shop.tmp'))
    renameSync(join(directory, 'shop.tmp'), join(directory, 'shop.yaml'))
  } else chmodSync(join(directory, 'shop.yaml'), 0)
  await told(served, 'it is reported', ({ diagnostics }) =>
    diagnostics.some(({ code }) => code === 'unreadable-file'),
  )
  put('more.yaml', service('more'))
  await served.until('the rest moves on', has('more'))
  t.same(await losses(), [])
})

test('a link to nowhere, of which no event tells, is followed when it is deleted or leads somewhere again', async (t) => {
  const { root, directory, served } = await start(t, {
    'shop.yaml': service('shop'),
    'blog.yaml': service('blog'),
    'wiki.yaml': service('wiki'),
  })
  for (const name of ['blog', 'wiki']) {
    symlinkSync(`../${name}.yaml`, join(directory, 'next.tmp'))
    renameSync(join(directory, 'next.tmp'), join(directory, `${name}.yaml`))
  }
  await told(
    served,
    'both are reported',
    ({ diagnostics }) => diagnostics.filter(({ code }) => code === 'unreadable-file').length === 2,
  )
  t.ok(has('blog')(await served.get()) && has('wiki')(await served.get()))
  rmSync(join(directory, 'blog.yaml'))
  await served.until('the deleted one is gone', hasNot('blog'))
  writeFileSync(join(root, 'wiki.yaml'), service('wiki', 'elsewhere.example.com'))
  await served.until('the other one is read', ({ text }) => text.includes('elsewhere.example.com'))
})

test('200 files written at once are one or two publications', async (t) => {
  const { served, put } = await start(t, { 'shop.yaml': service('shop') })
  for (let index = 0; index < 200; index++) put(`s${index}.yaml`, service(`s${index}`))
  const answer = await served.until(
    'all are served',
    ({ routers }) => routers.filter((name) => /^s\d/.test(name)).length === 200,
  )
  t.equal(answer.routers.length, 201 + 4)
  const published = served.log().filter(({ event }) => event === 'published').length
  t.ok(published - 1 <= 2, `${published - 1} publications`)
})

test('a start with a bad file serves the others, and one without a folder waits', async (t) => {
  const { served } = await start(t, { 'bad.yaml': 'services: [', 'shop.yaml': service('shop') })
  t.same((await served.get()).routers, ['redirect:https', 'shop'])
  const waiting = await serveProgram(join(t.testdirName, 'not-there'))
  t.teardown(() => waiting.kill())
  const answer = await waiting.until('the folder was looked for', ({ text }) =>
    text.includes('there is no directory'),
  )
  t.match(JSON.parse(answer.text), { status: 503, detail: /^Nothing is served yet: there is no directory/ })
  t.equal((await fetch(`${waiting.url}/readyz`)).status, 503)
  mkdirSync(join(t.testdirName, 'not-there'))
  writeFileSync(join(t.testdirName, 'not-there/shop.yaml'), service('shop'))
  await waiting.until('the folder came', has('shop'))
})

test('a removed service is gone, and `services: {}` clears on purpose', async (t) => {
  const { directory, served, put } = await start(t, {
    'shop.yaml': service('shop'),
    'blog.yaml': service('blog'),
  })
  rmSync(join(directory, 'blog.yaml'))
  await served.until('it is gone', hasNot('blog'))
  put('shop.yaml', 'services: {}\n')
  const cleared = await served.until('all is cleared', hasNot('shop'))
  t.not(cleared.text, '{}', 'the marker is in every body')
})

test('ends gracefully: held requests are answered, and the exit code is 0', async (t) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const { served } = await start(t, { 'shop.yaml': service('shop') })
    await (await fetch(`${served.url}/config?hold=4s`)).text()
    const held = fetch(`${served.url}/config?hold=4s`)
    await told(served, 'the poll is held', (status) => JSON.stringify(status).includes('"held":true'))
    const code = served.end(signal)
    t.equal((await held).status, 200)
    t.equal(await code, 0)
  }
})

test('looks again at SIGHUP, and goes on', async (t) => {
  const { served } = await start(t, { 'shop.yaml': service('shop') })
  await served.until('the shop is served', ({ routers }) => routers.length > 0)
  served.child.kill('SIGHUP')
  await waitFor(
    'it says so',
    () => served.log().find(({ event }) => event === 'hangup'),
    () => JSON.stringify(served.log()),
  )
  t.equal((await served.get()).status, 200)
  t.equal(await served.end(), 0)
})

test('says in one sentence why it cannot listen', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const address = other.address()
  const port = typeof address === 'object' ? address?.port : 0
  const { code, err } = await runProgram(['serve', t.testdir({}), '--listen', `127.0.0.1:${port}`])
  t.equal(code, 1)
  t.match(
    err,
    /^Something else listens on 127\.0\.0\.1:\d+ already\. Choose another address with --listen\.\n$/,
  )
  await new Promise((resolve) => other.close(resolve))
})

test('a renewed certificate is served without an edit', async (t) => {
  const certificates = join(process.cwd(), 'test/cli/certificates')
  const root = t.testdir({
    services: {
      'shop.yaml':
        'services:\n  shop: { host: a.example.com, upstream: http://a:80, tls: { cert: ../live/c.pem, key: ../live/k.pem } }\n',
    },
    live: {},
  })
  const install = (name: string) => {
    for (const part of ['c.pem', 'k.pem'])
      writeFileSync(join(root, 'live', part), readFileSync(join(certificates, `${name}-${part}`)))
  }
  install('one')
  const served = await serveProgram(join(root, 'services'))
  t.teardown(() => served.kill())
  const first = await served.until('it is served', has('shop'))
  install('two')
  const second = await served.until(
    'the new one is served',
    ({ status, text }) => status === 200 && text !== first.text,
  )
  t.ok(second.text.includes('BEGIN CERTIFICATE'))
})

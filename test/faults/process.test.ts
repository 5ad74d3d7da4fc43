/** Faults of the process and of the machine: killed, out of files, out of watches, out of disk, out of time. */
import { existsSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import tap, { test } from 'tap'
import { serveProgram, waitFor } from '../cli/program.ts'
import { fault, has, impossibleWithout, service } from './fault.ts'

tap.setTimeout(240_000)

const state = (root: string): readonly string[] => ['--state', join(root, 'state')]

test('killed at random moments, a start with everything broken serves what was good last', async (t) => {
  const root = t.testdir({ services: { 'shop.yaml': service('shop') } })
  const directory = join(root, 'services')
  let edits = 0
  for (let round = 0; round < 8; round++) {
    const served = await serveProgram(directory, state(root))
    await served.until('what was good last is served', has('shop'))
    // What was served for no longer than a moment may not be in the state yet.
    await waitFor(
      'the state is written',
      () => (existsSync(join(root, 'state', 'last-good.jsonl')) ? true : undefined),
      () => JSON.stringify(served.log()),
    )
    // By the time of the kill some edits are published, and some are on their way.
    const until = Date.now() + 20 + round * 37
    while (Date.now() < until) {
      writeFileSync(join(directory, 'shop.yaml'), service('shop', `shop${edits++}.example.com`))
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await served.end('SIGKILL')
    writeFileSync(join(directory, 'shop.yaml'), 'services: [')
  }
  t.comment(`${edits} edits, 8 kills`)
})

fault(
  'a disk that is full when the state is written',
  {
    impossible: impossibleWithout('unshare', '--mount', 'true'),
    args: state,
    within: (argv, root) => [
      'unshare',
      '--mount',
      'sh',
      '-c',
      `mkdir -p ${root}/state && mount -t tmpfs -o size=16k none ${root}/state && head -c 20k /dev/zero > ${root}/state/filler; exec "$@"`,
      'sh',
      ...argv,
    ],
    says: /state.*ENOSPC|no space/i,
    most: 5,
  },
  async ({ put, served, told }) => {
    put('wiki.yaml', service('wiki'))
    await served.until('a change is served all the same', has('wiki'))
    await told(/ENOSPC|no space/i)
  },
)

fault(
  'no more files to open',
  {
    within: (argv) => ['prlimit', '--nofile=512', ...argv],
    impossible: impossibleWithout('prlimit', '--nofile=512', 'true'),
  },
  async ({ served, put }) => {
    const port = Number(new URL(served.url).port)
    const sockets = await open(port, 700)
    put('wiki.yaml', service('wiki'))
    await new Promise((resolve) => setTimeout(resolve, 300))
    for (const socket of sockets) socket.destroy()
    put('wiki.yaml', service('wiki', 'again.example.com'))
    await served.until('it goes on', ({ text }) => text.includes('again.example.com'))
  },
)

fault(
  'no more watches to be had',
  {
    impossible: impossibleWithout(
      'unshare',
      '--user',
      '--map-root-user',
      'sh',
      '-c',
      'echo 0 > /proc/sys/user/max_inotify_watches',
    ),
    within: (argv) => [
      'unshare',
      '--user',
      '--map-root-user',
      'sh',
      '-c',
      'echo 0 > /proc/sys/user/max_inotify_watches; exec "$@"',
      'sh',
      ...argv,
    ],
    says: /no more file watches to give/,
  },
  async ({ put, served, told }) => {
    await told(/no more file watches to give/)
    put('wiki.yaml', service('wiki'))
    await served.until('it is seen by looking', has('wiki'))
  },
)

fault('a signal to end while polls are held', { ends: true }, async ({ t, served }) => {
  const sockets = await open(Number(new URL(served.url).port), 20)
  const poll = 'GET /config?hold=30s HTTP/1.1\r\nHost: x\r\n\r\n'
  for (const socket of sockets) socket.resume().write(poll + poll)
  const start = Date.now()
  t.equal(await served.end(), 0)
  t.ok(Date.now() - start < 10_000, 'long before the polls would be')
})

fault(
  'a clock that jumps a day ahead and back',
  {
    // Of the wall clock only: what is measured by the other one must not care.
    prepare: (root) =>
      writeFileSync(
        join(root, 'clock.cjs'),
        'const now = Date.now; let by = 0; setInterval(() => { by = by === 0 ? 864e5 : by > 0 ? -864e5 : 0 }, 50).unref(); Date.now = () => now() + by',
      ),
    env: (root) => ({ NODE_OPTIONS: `--require ${join(root, 'clock.cjs')}` }),
  },
  async ({ put, served }) => {
    for (let index = 0; index < 20; index++) {
      put('wiki.yaml', service('wiki', `wiki${index}.example.com`))
      await served.until('each change is served', ({ text }) => text.includes(`wiki${index}.example.com`))
    }
  },
)

fault('requests that are none', {}, async ({ served }) => {
  const port = Number(new URL(served.url).port)
  const noise = [
    'GET /config HTTP/9.9\r\n\r\n',
    'GET\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    'GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n',
    `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: x\r\nX: ${'b'.repeat(100_000)}\r\n\r\n`,
    'POST /config HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n',
    'GET /config HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    'GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n',
    '\r\n'.repeat(1000),
  ]
  for (const bytes of noise) {
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.end(bytes))
      socket.on('close', () => resolve()).on('error', () => resolve())
      socket.setTimeout(3000, () => socket.destroy())
      socket.resume()
    })
  }
})

fault('clients that ask and never read', {}, async ({ served, put }) => {
  const sockets = await open(Number(new URL(served.url).port), 300)
  for (const socket of sockets)
    socket.pause().write('GET /config?hold=0 HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(20))
  put('wiki.yaml', service('wiki'))
  await served.until('others are served', has('wiki'))
  for (const socket of sockets) socket.destroy()
})

fault('ten thousand connections', { heavy: true }, async ({ served, put }) => {
  const sockets = await open(Number(new URL(served.url).port), 10_000)
  put('wiki.yaml', service('wiki'))
  await served.until('others are served', has('wiki'))
  for (const socket of sockets) socket.destroy()
})

fault('clients that go away while they are held', {}, async ({ served, put }) => {
  for (let round = 0; round < 5; round++) {
    const sockets = await open(Number(new URL(served.url).port), 100)
    for (const socket of sockets)
      socket.write(
        'GET /config?hold=2s HTTP/1.1\r\nHost: x\r\n\r\nGET /config?hold=2s HTTP/1.1\r\nHost: x\r\n\r\n',
      )
    await new Promise((resolve) => setTimeout(resolve, 50))
    for (const socket of sockets) socket.resetAndDestroy()
    put('wiki.yaml', service('wiki', `wiki${round}.example.com`))
  }
  await served.until('the last change is served', ({ text }) => text.includes('wiki4.example.com'))
})

for (const [damage, change] of [
  ['cut short', (path: string) => truncateSync(path, 100)],
  ['overwritten with something else', (path: string) => writeFileSync(path, '{"what": "is this"}')],
  ['emptied', (path: string) => truncateSync(path, 0)],
] as const) {
  test(`a state that was ${damage} is set aside, and told of`, async (t) => {
    const root = t.testdir({ services: { 'shop.yaml': service('shop') } })
    const first = await serveProgram(join(root, 'services'), state(root))
    await first.until('it is served', has('shop'))
    t.equal(await first.end(), 0)
    const files = readdirSync(join(root, 'state'))
    t.equal(files.length, 1)
    change(join(root, 'state', files[0] ?? ''))
    const second = await serveProgram(join(root, 'services'), state(root))
    await second.until('it is served again', has('shop'))
    t.ok(
      second.log().some(({ level, message }) => level === 'warn' && /state/.test(String(message))),
      'the log says it',
    )
    t.equal(await second.end(), 0)
    t.ok(readdirSync(join(root, 'state')).length >= 1)
  })
}

test('a reader of the log that goes away does not take the program with it', async (t) => {
  const root = t.testdir({ services: { 'shop.yaml': service('shop') } })
  const served = await serveProgram(join(root, 'services'))
  t.teardown(() => served.kill())
  await served.until('it is served', has('shop'))
  served.child.stdout?.destroy()
  for (let index = 0; index < 5; index++) {
    writeFileSync(join(root, 'services', 'shop.yaml'), service('shop', `shop${index}.example.com`))
    await served.until('each change is served', ({ text }) => text.includes(`shop${index}.example.com`))
  }
  t.equal(await served.end(), 0)
})

test('a token file that vanishes leaves the door as it was', async (t) => {
  const root = t.testdir({ services: { 'shop.yaml': service('shop') }, token: 'a-long-enough-token-of-ours' })
  const served = await serveProgram(join(root, 'services'), ['--token-file', join(root, 'token')])
  t.teardown(() => served.kill())
  const ask = async (token?: string): Promise<number> =>
    (
      await fetch(
        `${served.url}/config?hold=0`,
        token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
      )
    ).status
  await waitFor(
    'who has the token is served',
    async () => ((await ask('a-long-enough-token-of-ours')) === 200 ? true : undefined),
    () => JSON.stringify(served.log()),
  )
  rmSync(join(root, 'token'))
  await new Promise((resolve) => setTimeout(resolve, 2500))
  t.equal(await ask(), 401)
  t.equal(await ask('a-long-enough-token-of-ours'), 200)
})

/** Connections that say nothing yet; of those that are refused, as many as there are. */
async function open(port: number, count: number): Promise<readonly Socket[]> {
  const sockets = Array.from({ length: count }, () => connect(port, '127.0.0.1').on('error', () => undefined))
  await Promise.race([
    Promise.all(
      sockets.map(
        (socket) => new Promise((resolve) => socket.once('connect', resolve).once('close', resolve)),
      ),
    ),
    new Promise((resolve) => setTimeout(resolve, 3000)),
  ])
  return sockets
}

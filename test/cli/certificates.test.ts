/** Renewals in the ways that certbot, cert-manager and people write them: never half, and never back. */
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import tap, { test, type Test } from 'tap'
import { serveProgram, waitFor, type Served } from './program.ts'

tap.setTimeout(120_000)

const CERTIFICATES = join(process.cwd(), 'test/cli/certificates')
const PARTS = ['c.pem', 'k.pem'] as const
const pemOf = (name: string, part: (typeof PARTS)[number]) =>
  readFileSync(join(CERTIFICATES, `${name}-${part}`), 'utf8').trim()

type Pair = 'one' | 'two' | 'half' | 'none'

/** Which pair a body holds. */
function pairIn(text: string): Pair {
  const { tls }: { tls?: { certificates?: { certFile: string; keyFile: string }[] } } = JSON.parse(text)
  const [pair] = tls?.certificates ?? []
  if (pair === undefined) return 'none'
  const [cert, key] = (['one', 'two'] as const)
    .flatMap((name) => (pair.certFile.trim() === pemOf(name, 'c.pem') ? [name] : []))
    .concat((['one', 'two'] as const).filter((name) => pair.keyFile.trim() === pemOf(name, 'k.pem')))
  return cert !== undefined && cert === key ? cert : 'half'
}

/** Starts the program on one service, and polls until the end: `seen` are the pairs in the order in which they came. */
async function start(t: Test, root: string, cert: string, key: string) {
  const directory = join(root, 'services')
  mkdirSync(directory, { recursive: true })
  writeFileSync(
    join(directory, 'shop.yaml'),
    `services:\n  shop: { host: a.example.com, upstream: http://a:80, tls: { cert: ${cert}, key: ${key} } }\n`,
  )
  const served = await serveProgram(directory)
  t.teardown(() => served.kill())
  const seen: Pair[] = []
  await served.until('the first pair is served', ({ status, text }) => status === 200 && look(text) === 'one')
  return { served, seen, look }

  function look(text: string): Pair {
    const pair = pairIn(text)
    if (seen.at(-1) !== pair) seen.push(pair)
    return pair
  }
}

async function renewed(t: Test, { served, seen, look }: Awaited<ReturnType<typeof start>>): Promise<void> {
  await served.until('the second pair is served', ({ text }) => look(text) === 'two')
  t.same(seen, ['one', 'two'], 'never half, never back')
}

const install = (name: string, folder: string, parts: readonly string[] = PARTS) => {
  for (const part of parts) cpSync(join(CERTIFICATES, `${name}-${part}`), join(folder, part))
}

const mistakes = (served: Served) => served.log().filter(({ event }) => event === 'mistake').length

for (const order of [PARTS, PARTS.toReversed()]) {
  test(`a renewal that begins with ${order[0]} waits for the other half`, async (t) => {
    const root = t.testdir({ live: {} })
    install('one', join(root, 'live'))
    const running = await start(t, root, '../live/c.pem', '../live/k.pem')
    install('two', join(root, 'live'), order.slice(0, 1))
    await waitFor(
      'half a renewal is told',
      async () => {
        running.look((await running.served.get()).text)
        return mistakes(running.served) > 0 ? true : undefined
      },
      () => JSON.stringify(running.served.log()),
    )
    install('two', join(root, 'live'), order.slice(1))
    await renewed(t, running)
  })
}

test('certbot: the links in `live` are put to new files in `archive`, one after the other', async (t) => {
  const root = t.testdir({ live: { a: {} }, archive: { a: {} } })
  for (const [number, name] of [
    [1, 'one'],
    [2, 'two'],
  ] as const)
    for (const part of PARTS)
      cpSync(join(CERTIFICATES, `${name}-${part}`), join(root, `archive/a/${number}${part}`))
  const link = (number: number, part: string) => {
    rmSync(join(root, 'live/a', part), { force: true })
    symlinkSync(`../../archive/a/${number}${part}`, join(root, 'live/a', part))
  }
  for (const part of PARTS) link(1, part)
  const running = await start(t, root, '../live/a/c.pem', '../live/a/k.pem')
  for (const part of PARTS) link(2, part)
  await renewed(t, running)
})

test('a target behind links is replaced where it is', async (t) => {
  const root = t.testdir({ live: {}, archive: {} })
  install('one', join(root, 'archive'))
  for (const part of PARTS) symlinkSync(`../archive/${part}`, join(root, 'live', part))
  const running = await start(t, root, '../live/c.pem', '../live/k.pem')
  for (const part of PARTS) {
    cpSync(join(CERTIFICATES, `two-${part}`), join(root, 'archive', `new-${part}`))
    renameSync(join(root, 'archive', `new-${part}`), join(root, 'archive', part))
  }
  await renewed(t, running)
})

test('cert-manager: a mounted secret is swapped by one link', async (t) => {
  const root = t.testdir({ tls: { '..1': {}, '..2': {} } })
  install('one', join(root, 'tls/..1'))
  install('two', join(root, 'tls/..2'))
  symlinkSync('..1', join(root, 'tls/..data'))
  for (const part of PARTS) symlinkSync(`..data/${part}`, join(root, 'tls', part))
  const running = await start(t, root, '../tls/c.pem', '../tls/k.pem')
  symlinkSync('..2', join(root, 'tls/..data_tmp'))
  renameSync(join(root, 'tls/..data_tmp'), join(root, 'tls/..data'))
  rmSync(join(root, 'tls/..1'), { recursive: true })
  await renewed(t, running)
})

test('the end of each certificate is in the status', async (t) => {
  const root = t.testdir({ live: {} })
  install('one', join(root, 'live'))
  const { served } = await start(t, root, '../live/c.pem', '../live/k.pem')
  const status = (await (await fetch(`${served.url}/status`)).json()) as { certificates: object[] }
  t.match(status.certificates, [{ service: 'shop', path: '../live/c.pem', notAfter: /^\d{4}-/ }])
})

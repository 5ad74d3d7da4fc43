/** `serve` with a token and TLS: what it asks for, what it says, and how it goes on when they are renewed. */
import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { Agent, get } from 'node:https'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import tap, { test, type Test } from 'tap'
import { createExposureWarning } from '../../src/cli/protection.ts'
import type { Snapshot } from '../../src/provider/snapshot.ts'
import { runProgram, startProgram, waitFor } from './program.ts'

tap.setTimeout(120_000)

const CERTIFICATES = 'test/http/certificates'
const [OLD, NEW] = ['0123456789abcdef-old', '0123456789abcdef-new']

function folder(t: Test): string {
  const root = t.testdir({
    services: { 'shop.yaml': 'services:\n  shop: { host: shop.example.com, upstream: http://shop }\n' },
    token: `${OLD}\n`,
  })
  cpSync(CERTIFICATES, root, { recursive: true })
  return root
}

async function start(t: Test, root: string, args: readonly string[]) {
  const all = ['serve', 'services', '--listen', '127.0.0.1:0', '--log-format', 'json', ...args]
  const program = startProgram(all, { cwd: root })
  t.teardown(() => program.kill())
  const out = await program.until('it publishes', (text) => text.includes('"published"'))
  const endpoint = /"endpoint":"([^"]+)"/.exec(out)?.[1] ?? ''
  return { program, endpoint, url: endpoint.replace('/config', '') }
}

const statusWith = async (url: string, token: string) =>
  (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status

test('a token is asked for, also of the file as it is now', async (t) => {
  const root = folder(t)
  const { program, endpoint, url } = await start(t, root, ['--token-file', 'token'])
  t.equal((await fetch(`${url}/readyz`)).status, 200)
  t.equal((await fetch(endpoint)).status, 401)
  t.equal(await statusWith(endpoint, OLD), 200)

  writeFileSync(join(root, 'token'), '')
  await program.until('it tells of the empty file', (out) => out.includes('holds no token'))
  t.equal(await statusWith(endpoint, OLD), 200, 'what was there goes on')

  writeFileSync(join(root, 'next'), `${NEW}\n${OLD}\n`)
  renameSync(join(root, 'next'), join(root, 'token'))
  await program.until('both are taken', (out) => out.includes('the token was renewed'))
  t.same([await statusWith(endpoint, OLD), await statusWith(endpoint, NEW)], [200, 200])
  writeFileSync(join(root, 'token'), NEW)
  const refused = async () => ((await statusWith(endpoint, OLD)) === 401 ? true : undefined)
  await waitFor('the old one is refused', refused, () => '')
  t.equal(await statusWith(endpoint, NEW), 200)
  t.equal(await program.end('SIGTERM'), 0)
})

test('a renewed certificate is shown when the pair fits, whichever file came first', async (t) => {
  const root = folder(t)
  for (const part of ['', '-key']) cpSync(join(root, `first${part}.pem`), join(root, `live${part}.pem`))
  const args = ['--tls-cert', 'live.pem', '--tls-key', 'live-key.pem', '--tls-client-ca', 'ca.pem']
  const { program, endpoint } = await start(t, root, args)
  t.match(endpoint, /^https:/)
  const ca = readFileSync(join(root, 'ca.pem'))
  const client = {
    cert: readFileSync(join(root, 'client.pem')),
    key: readFileSync(join(root, 'client-key.pem')),
  }
  const shown = (options: object = client) =>
    new Promise<{ subject: unknown; status: unknown }>((resolve, reject) => {
      const agent = new Agent({ ca, ...options })
      get(endpoint, { agent }, (response) => {
        const socket = response.socket as TLSSocket
        resolve({ subject: socket.getPeerCertificate().subject.CN, status: response.statusCode })
        response.resume()
        agent.destroy()
      }).on('error', reject)
    })
  t.same(await shown(), { subject: 'first', status: 200 })
  t.same(await shown({}), { subject: 'first', status: 403 })

  for (const [next, order] of [
    ['second', ['-key', '']],
    ['first', ['', '-key']],
  ] as const) {
    const told = `the key in \`live-key.pem\` does not belong`
    const before = (await program.until('it speaks', () => true)).split(told).length
    const [one, two] = order
    cpSync(join(root, `${next}${one}.pem`), join(root, `live${one}.pem`))
    await program.until('half a pair is told of', (out) => out.split(told).length > before)
    t.match(await shown(), { status: 200 }, 'the whole pair goes on')
    cpSync(join(root, `${next}${two}.pem`), join(root, `live${two}.pem`))
    const renewed = async () => ((await shown()).subject === next ? true : undefined)
    await waitFor(`${next} is shown`, renewed, () => '')
  }
  t.equal(await program.end('SIGTERM'), 0)
})

test('what cannot protect is said at once, without what is in the files', async (t) => {
  const root = folder(t)
  writeFileSync(join(root, 'short'), 'hunter2')
  writeFileSync(join(root, 'blank'), 'correct horse battery staple')
  for (const [args, sentence] of [
    [['--token-file', 'nowhere'], /^`--token-file`: `.*nowhere` cannot be used: there is no such file\.\n$/],
    [['--token-file', 'short'], /^`--token-file`: a token in `short` is shorter than 16 characters/],
    [['--token-file', 'blank'], /holds a blank/],
    [['--tls-cert', 'first.pem'], /^`--tls-cert` and `--tls-key` need each other\.\n$/],
    [['--tls-client-ca', 'ca.pem'], /^`--tls-client-ca` needs `--tls-cert` and `--tls-key`\.\n$/],
    [
      ['--tls-cert', 'first.pem', '--tls-key', 'second-key.pem'],
      /`second-key.pem` does not belong to .*`first.pem`\.\n$/,
    ],
    [
      ['--tls-cert', 'first-key.pem', '--tls-key', 'first.pem'],
      /`first-key.pem` does not begin with a whole certificate/,
    ],
    [['--tls-cert', 'first.pem', '--tls-key', 'first.pem'], /`first.pem` holds no whole private key/],
    [
      ['--tls-cert', 'first.pem', '--tls-key', 'first-key.pem', '--tls-client-ca', 'token'],
      /`token` does not begin with a whole certificate/,
    ],
  ] as const) {
    const { code, err, out } = await runProgram(['serve', 'services', '--listen', '127.0.0.1:0', ...args], {
      cwd: root,
    })
    t.equal(code, 2, args.join(' '))
    t.match(err, sentence)
    t.notMatch(err + out, /hunter2|horse|BEGIN/)
  }
})

test('a private key that others can read is told of when that becomes true', (t) => {
  const said: string[] = []
  const log = {
    say: (_level: string, message: string) => said.push(message),
    hint() {},
    http() {},
    applied() {},
    provider() {},
  }
  const snapshot = (body: string): Snapshot => ({
    revision: 'r1',
    body: Buffer.from(body),
    gzip: Buffer.from(''),
    etag: '"r1"',
    since: new Date(),
    services: [],
  })
  const [plain, secret] = [snapshot('{}'), snapshot('{"keyFile":"-----BEGIN PRIVATE KEY-----\\nMII"}')]
  for (const [host, isClosed, expected] of [
    ['127.0.0.1', false, 0],
    ['::1', false, 0],
    ['localhost', false, 0],
    ['0.0.0.0', true, 0],
    ['0.0.0.0', false, 2],
    ['::', false, 2],
    ['10.0.0.1', false, 2],
  ] as const) {
    said.length = 0
    const warn = createExposureWarning({ host, port: 9790 }, isClosed, log)
    for (const each of [plain, secret, secret, plain, secret]) warn(each)
    t.equal(said.length, expected, `${host} ${isClosed}`)
    if (expected > 0) t.match(said[0], /^the configuration holds a private key, and everybody who reaches/)
  }
  t.end()
})

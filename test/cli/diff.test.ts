/** `pointsman diff`: against a server, a revision, a folder and a file. */
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import tap, { test } from 'tap'
import { runProgram, serveProgram } from './program.ts'

tap.setTimeout(180_000)

const service = (name: string, more = '') =>
  `services:\n  ${name}: { host: ${name}.example.com, upstream: http://${name}:80${more} }\n`

function git(cwd: string, ...args: string[]) {
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false']
  execFileSync('git', [...who, ...args], { cwd, stdio: 'pipe' })
}

test('against what is served: 0 when nothing is different, 1 and by service when something is', async (t) => {
  const root = t.testdir({
    services: { 'shop.yaml': service('shop'), 'wiki.yaml': service('wiki') },
    next: {},
  })
  const served = await serveProgram(join(root, 'services'))
  t.teardown(() => served.kill())
  await served.until('it is served', ({ status }) => status === 200)
  const diff = (...args: string[]) => runProgram(['diff', ...args], { cwd: root })
  t.match(await diff('--against', served.url), {
    code: 0,
    out: /^The same as http.*\/config \(revision [0-9a-f]{12}\)\.\n$/,
  })
  writeFileSync(join(root, 'next/shop.yaml'), service('shop', ', allow: 10.0.0.0/8'))
  writeFileSync(join(root, 'next/blog.yaml'), service('blog'))
  const { code, out } = await diff('next', '--against', `${served.url}/config`)
  t.equal(code, 1)
  t.match(out, /^\+ blog\n\+ {3}router blog\n/)
  t.match(
    out,
    /\n {2}shop\n {4}router shop\n- {5}middlewares: forwarded-https\n\+ {5}middlewares: forwarded-https, allow-10\.0\.0\.0-8-\w+\n\+ {3}middleware allow-10\.0\.0\.0-8-\w+\n\+ {5}ipAllowList\.sourceRange: 10\.0\.0\.0\/8\n/,
  )
  t.match(out, /\n- wiki\n- {3}router wiki\n[^]*\n\+ blog {2}~ shop {2}- wiki\n$/)
  const json = JSON.parse((await diff('next', '--against', served.url, '--format', 'json')).out)
  t.match(json, { against: /revision/, added: ['blog'], changed: ['shop'], removed: ['wiki'] })
  await served.end()
})

test('against a revision of git, which leaves the work tree alone', async (t) => {
  const pem = (name: string) => readFileSync(`test/cli/certificates/${name}.pem`)
  const certificate =
    'services:\n  a: { host: a.example.com, upstream: http://a, tls: { cert: c.pem, key: k.pem } }\n'
  const root = t.testdir({
    deep: {
      services: {
        'a.yaml': certificate,
        'c.pem': pem('one-c'),
        'k.pem': pem('one-k'),
        'old.yaml': service('old'),
        '.x.yaml': 'bad: [',
      },
    },
  })
  const folder = join(root, 'deep/services')
  git(root, 'init', '-q')
  git(root, 'add', '-A')
  git(root, 'commit', '-q', '-m', 'one')
  const diff = (against: string) =>
    runProgram(['diff', 'services', '--against', against], { cwd: join(root, 'deep') })
  t.match(await diff('git:'), { code: 0, out: 'The same as git:HEAD.\n' })
  writeFileSync(join(folder, 'c.pem'), pem('two-c'))
  writeFileSync(join(folder, 'k.pem'), pem('two-k'))
  rmSync(join(folder, 'old.yaml'))
  writeFileSync(join(folder, 'new.yaml'), service('new'))
  const { code, out } = await diff('git:HEAD')
  t.equal(code, 1)
  t.match(
    out,
    /- {5}certFile: \(a certificate for a\.example\.com, until \d{4}-\d\d-\d\d\)\n- {5}keyFile: \(secret, not shown\)/,
  )
  t.match(out, /\n\+ new {2}- old\n$/)
  t.equal(readFileSync(join(folder, 'new.yaml'), 'utf8'), service('new'), 'the work tree is as it was')
  t.match(await diff('git:nope'), { code: 2, err: 'git knows no revision `nope`.\n' })
  t.match(await diff('git:--help'), { code: 2, err: 'git knows no revision `--help`.\n' })
})

test('against a folder, a file of definitions, and what render wrote', async (t) => {
  const root = t.testdir({
    services: { 'shop.yaml': service('shop') },
    other: { 'shop.yaml': service('shop', ', hsts: 1y') },
  })
  const diff = (against: string) => runProgram(['diff', '--against', against], { cwd: root })
  t.match(await diff('other'), { code: 1, out: /middleware hsts-31536000/ })
  t.match(await diff('other/shop.yaml'), { code: 1, out: /middleware hsts-31536000/ })
  for (const args of [['render'], ['render', '--yaml']]) {
    writeFileSync(join(root, 'rendered'), (await runProgram(args, { cwd: root })).out)
    t.match(await diff('rendered'), { code: 0, out: /^The same as/ })
  }
})

test('trouble is 2, with what to do', async (t) => {
  const root = t.testdir({
    services: { 'shop.yaml': service('shop') },
    bad: { 'a.yaml': 'services: { a: { hosst: x } }\n' },
  })
  const diff = (...args: string[]) => runProgram(['diff', ...args], { cwd: root })
  t.match(await diff(), { code: 2, err: /Against what\?/ })
  t.match(await diff('bad', '--against', 'services'), { code: 2, err: /bad\/a\.yaml:1:18/ })
  t.match(await diff('--against', 'bad'), {
    code: 2,
    err: /`bad` cannot be compared with, for it has mistakes: a\.yaml:1/,
  })
  t.match(await diff('--against', 'nowhere'), { code: 2, err: /there is no such file/ })
  t.match(await diff('--against', 'http://127.0.0.1:1'), { code: 2, err: /nothing listens there/ })
})

test('a server that wants a token is given it, and what it answers is looked at', async (t) => {
  const root = t.testdir({ services: { 'shop.yaml': service('shop') }, token: 'open sesame\n' })
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(request.url)
    const isKnown = request.headers.authorization === 'Bearer open sesame'
    if (!isKnown) response.writeHead(401).end()
    else if (request.url === '/odd?hold=0') response.end('<html>')
    else if (request.url === '/early?hold=0')
      response.writeHead(503).end('{"detail":"Nothing is served yet: the folder is empty."}')
    else response.end('{}')
  }).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await new Promise((listening) => server.once('listening', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const diff = (...args: string[]) => runProgram(['diff', '--against', ...args], { cwd: root })
  t.match(await diff(url), { code: 2, err: /asks for a token \(401\)[^]*--token-file/ })
  t.match(await diff(url, '--token-file', 'token'), { code: 1, out: /^\+ shop\n/ })
  t.same(asked, ['/config?hold=0', '/config?hold=0', '/status'])
  t.match(await diff(`${url}/odd`, '--token-file', 'token'), { code: 2, err: /dynamic configuration/ })
  t.match(await diff(`${url}/early`, '--token-file', 'token'), {
    code: 2,
    err: /answers 503: Nothing is served yet/,
  })
  t.match(await diff(url, '--token-file', 'none'), { code: 2, err: /token file .* there is no such file/ })
})

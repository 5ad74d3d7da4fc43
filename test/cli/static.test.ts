/** `pointsman static`: what Traefik has to be told, tried with a real Traefik. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { load } from 'js-yaml'
import tap, { test, type Test } from 'tap'
import { freePorts, noTraefik } from '../traefik/fed.ts'
import { runProgram, waitFor } from './program.ts'

tap.setTimeout(120_000)

const SERVICES = `services:
  dns:
    udp: { entryPoint: dns, upstream: 10.0.0.53:53 }
  db:
    tcp: { entryPoint: postgres, sni: db.example.com, upstream: 'postgres:5432' }
    tls: { certResolver: le }
  wild:
    host: '*.example.com'
    upstream: http://wild
    tls: { certResolver: dns }
    allow: { from: 10.0.0.0/8, depth: 1 }
    maxBody: 500MB
  dash:
    host: dash.localhost
    upstream: api@internal
    entryPoint: internal
`
/** In the order of \`freePorts\`. */
const POINTS = ['dns', 'internal', 'postgres', 'web', 'websecure']

const folder = (t: Test) =>
  t.testdir({ services: { 'all.yaml': SERVICES }, token: '0123456789abcdef\nolder-0123456789\n' })

test('entry points, resolvers and the provider are written, and guesses are told', async (t) => {
  const root = folder(t)
  const { code, out, err } = await runProgram(['static', '--token-file', 'token', '--ca', '/ca.pem'], {
    cwd: root,
  })
  t.equal(code, 0)
  t.equal(err, '')
  t.same(load(out), {
    api: {},
    certificatesResolvers: {
      dns: { acme: { dnsChallenge: { provider: 'cloudflare' }, storage: 'acme.json' } },
      le: { acme: { httpChallenge: { entryPoint: 'web' }, storage: 'acme.json' } },
    },
    entryPoints: {
      dns: { address: ':53/udp' },
      internal: { address: ':8000' },
      postgres: { address: ':5432' },
      web: { address: ':80' },
      websecure: { address: ':443' },
    },
    providers: {
      http: {
        endpoint: 'http://pointsman:9790/config',
        pollInterval: '500ms',
        headers: { Authorization: 'Bearer 0123456789abcdef' },
        tls: { ca: '/ca.pem' },
      },
    },
  })
  t.match(out, /# A guess: nothing tells the port\.\n {4}address: ":8000"/)
  t.match(out, /`max-body-\w+` lets such files pass\.\n[^]*`forwardedHeaders\.trustedIPs`\.\n {2}websecure:/)
  t.match(out, /raise `udp\.timeout`\.\n {2}dns:/)
})

test('as Compose lines it is the same, and the token stays in the environment', async (t) => {
  const root = folder(t)
  const args = [
    'static',
    '--compose',
    '--token-file',
    'token',
    '--entry-point',
    'dns=:5353',
    '--endpoint',
    'https://p$x/config',
  ]
  const { out } = await runProgram(args, { cwd: root })
  const { command, ports } = load(out) as { command: string[]; ports: string[] }
  t.notMatch(out, '0123456789abcdef')
  t.same(command.slice(0, 8), [
    '--entryPoints.dns.address=:5353/udp',
    '--entryPoints.internal.address=:8000',
    '--entryPoints.postgres.address=:5432',
    '--entryPoints.web.address=:80',
    '--entryPoints.websecure.address=:443',
    '--providers.http.endpoint=https://p$$x/config',
    '--providers.http.pollInterval=500ms',
    '--providers.http.headers.Authorization=Bearer ${POINTSMAN_TOKEN:?}',
  ])
  t.same(ports, ['5353:5353/udp', '8000:8000', '5432:5432', '80:80', '443:443'])
})

test('what is wrong on the command line is told', async (t) => {
  const root = folder(t)
  const run = (...args: string[]) => runProgram(['static', ...args], { cwd: root })
  t.match(await run('--entry-point', 'web'), { code: 2, err: /must be `NAME=:PORT`/ })
  t.match(await run('--endpoint', 'pointsman'), { code: 2, err: /must be a URL/ })
  t.match(await run('--token-file', 'none'), {
    code: 1,
    err: /token file `none` cannot be used: there is no such file/,
  })
})

test(
  'a real Traefik starts with it, listens where it should, and asks with the token',
  { skip: noTraefik },
  async (t) => {
    const root = folder(t)
    const ports = await freePorts(POINTS.length)
    const asked: (string | undefined)[] = []
    const provider = createServer((request, response) => {
      asked.push(request.headers.authorization)
      response.end('{}')
    }).listen(0, '127.0.0.1')
    await once(provider, 'listening')
    const points = POINTS.flatMap((name, index) => ['--entry-point', `${name}=127.0.0.1:${ports[index]}`])
    const endpoint = ['--endpoint', `http://127.0.0.1:${(provider.address() as AddressInfo).port}/config`]
    const file = await runProgram(['static', '--token-file', 'token', ...points, ...endpoint], { cwd: root })
    writeFileSync(join(root, 'traefik.yaml'), file.out)
    const compose = await runProgram(
      ['static', '--compose', '--token-file', 'token', ...points, ...endpoint],
      { cwd: root },
    )
    const { command } = load(compose.out) as { command: string[] }
    const lines = command.map((line) =>
      line.replace('${POINTSMAN_TOKEN:?}', '0123456789abcdef').replace('/acme/', ''),
    )

    for (const args of [[`--configFile=${join(root, 'traefik.yaml')}`], lines]) {
      asked.length = 0
      const traefik = spawn(process.env['TRAEFIK_BIN'] ?? 'traefik', args, { cwd: root })
      let log = ''
      traefik.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()))
      traefik.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()))
      t.teardown(() => traefik.kill('SIGKILL'))
      await waitFor(
        'it polls with the token',
        () => (asked.includes('Bearer 0123456789abcdef') ? true : undefined),
        () => log,
      )
      for (const [index, name] of POINTS.entries()) {
        if (name !== 'dns')
          await waitFor(
            `${name} listens`,
            () => canConnect(ports[index] ?? 0),
            () => log,
          )
      }
      t.notMatch(log, /level=(?:error|fatal)|"level":"(?:error|fatal)"| (?:ERR|FTL) |command traefik error/)
      traefik.kill('SIGKILL')
      await once(traefik, 'exit')
    }
    provider.close()
    provider.closeAllConnections()
  },
)

function canConnect(port: number): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => resolve(true)).on('error', () => resolve(undefined))
    socket.on('connect', () => socket.destroy())
  })
}

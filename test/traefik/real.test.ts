/** A real Traefik takes every configuration of the golden cases, and switches nothing off. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'tap'
import { createSnapshot } from '../../src/provider/snapshot.ts'
import type { TraefikConfig } from '../../src/traefik/config.ts'
import { waitFor } from '../cli/program.ts'

const binary = process.env['TRAEFIK_BIN'] ?? 'traefik'
const absent =
  spawnSync(binary, ['version']).status === 0
    ? false
    : 'no Traefik: set TRAEFIK_BIN, or put `traefik` on the PATH'

const FOLDER = join(process.cwd(), 'test/cases')

interface Seen {
  readonly name: string
  readonly status?: string
  readonly error?: unknown
}

test(
  'a real Traefik refuses nothing and switches nothing off',
  { skip: absent, timeout: 300_000 },
  async (t) => {
    const configs = goldenConfigs()
    const tcp = [
      ...new Set([...configs.values()].flatMap((config) => entryPointsOf(config, ['http', 'tcp']))),
    ]
    const udp = [
      ...new Set([...configs.values()].flatMap((config) => entryPointsOf(config, ['udp']))),
    ].filter((name) => !tcp.includes(name))
    const ports = await freePorts(tcp.length + udp.length + 1)
    let body = ''
    const provider = createHttpServer((_request, response) => response.end(body)).listen(0, '127.0.0.1')
    await once(provider, 'listening')
    const { port } = provider.address() as AddressInfo
    const api = `http://127.0.0.1:${ports[0]}/api`
    const points = [
      ...tcp.map((name, index) => `--entryPoints.${name}.address=127.0.0.1:${ports[index + 1]}`),
      ...udp.map(
        (name, index) => `--entryPoints.${name}.address=127.0.0.1:${ports[tcp.length + index + 1]}/udp`,
      ),
    ]
    const traefik = spawn(binary, [
      ...points,
      `--entryPoints.traefik.address=127.0.0.1:${ports[0]}`,
      '--api.insecure=true',
      '--providers.file.filename=test/traefik/others.yaml',
      `--providers.http.endpoint=http://127.0.0.1:${port}/`,
      '--providers.http.pollInterval=50ms',
      '--providers.providersThrottleDuration=0',
      '--global.checkNewVersion=false',
      '--global.sendAnonymousUsage=false',
    ])
    let log = ''
    traefik.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()))
    traefik.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()))
    t.teardown(() => {
      traefik.kill('SIGKILL')
      provider.close()
      provider.closeAllConnections()
    })

    for (const [name, config] of configs) {
      const made = createSnapshot(config, [], new Date())
      if (!('snapshot' in made)) {
        t.fail(`${name}: the gate refuses it`)
        continue
      }
      const { revision } = made.snapshot
      body = made.snapshot.body.toString()
      const raw = await waitFor(
        `${name} is applied`,
        async () => {
          const data = await rawData(api)
          return data !== undefined && `pointsman-${revision}@http` in (data['middlewares'] ?? {})
            ? data
            : undefined
        },
        () => log.split('\n').slice(-5).join('\n'),
      )
      const bad = Object.values(raw)
        .flatMap((part) => Object.entries(part))
        .filter(
          ([object, { status, error }]) =>
            object.endsWith('@http') &&
            ((status !== undefined && status !== 'enabled') || error !== undefined),
        )
      t.same(bad, [], name)
    }
    t.comment(`${configs.size} bodies`)
  },
)

async function rawData(api: string): Promise<Record<string, Record<string, Seen>> | undefined> {
  try {
    return (await (await fetch(`${api}/rawdata`)).json()) as Record<string, Record<string, Seen>>
  } catch {
    return undefined // Traefik does not listen yet.
  }
}

function goldenConfigs(): ReadonlyMap<string, TraefikConfig> {
  const configs = new Map<string, TraefikConfig>()
  for (const name of readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.txt'))
    .sort()) {
    const [, written] = readFileSync(join(FOLDER, name), 'utf8').split(/^=== config$/m)
    // Certificates of the golden cases say in words what a real one would hold, and there is no Docker here.
    if (written !== undefined && !/BEGIN CERTIFICATE|@docker/.test(written))
      configs.set(name, JSON.parse(written))
  }
  return configs
}

function entryPointsOf(
  config: TraefikConfig,
  protocols: readonly ('http' | 'tcp' | 'udp')[],
): readonly string[] {
  return protocols.flatMap((protocol) =>
    Object.values(config[protocol]?.['routers'] ?? {}).flatMap((router: { entryPoints?: unknown }) =>
      Array.isArray(router.entryPoints) ? router.entryPoints.map(String) : [],
    ),
  )
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1')
      await new Promise((resolve) => server.once('listening', resolve))
      return server
    }),
  )
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

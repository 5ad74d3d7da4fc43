/** A real Traefik that is fed with bodies one after the other, and tells what it makes of each. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createHttpServer, type ServerResponse } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import type { Snapshot } from '../../src/provider/snapshot.ts'
import { waitFor } from '../cli/program.ts'

const binary = process.env['TRAEFIK_BIN'] ?? 'traefik'

/** Why tests that need a Traefik are skipped, or `false`. */
export const noTraefik: string | false =
  spawnSync(binary, ['version']).status === 0
    ? false
    : 'no Traefik: set TRAEFIK_BIN, or put `traefik` on the PATH'

export interface EntryPoints {
  readonly tcp: readonly string[]
  readonly udp: readonly string[]
}

export interface FedTraefik {
  /** Resolves when it is applied, with every object of ours that is switched off or has an error; rejects when it is refused. */
  apply(snapshot: Pick<Snapshot, 'revision' | 'body'>): Promise<readonly (readonly [string, Seen])[]>
  /** Of a TCP entry point, on 127.0.0.1. */
  port(entryPoint: string): number
  stop(): void
}

export interface Seen {
  readonly name: string
  readonly status?: string
  readonly error?: unknown
}

export async function startFedTraefik({ tcp, udp }: EntryPoints): Promise<FedTraefik> {
  const ports = await freePorts(tcp.length + udp.length + 1)
  let body: Buffer = Buffer.from('')
  let waiting: ServerResponse | undefined
  // A poll is answered as soon as there is something new.
  const provider = createHttpServer((_request, response) => {
    if (body.length > 0) response.end(body)
    else waiting = response
    body = Buffer.from('')
  }).listen(0, '127.0.0.1')
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
    '--providers.http.pollInterval=5ms',
    '--providers.http.pollTimeout=60s',
    '--providers.providersThrottleDuration=0',
    '--global.checkNewVersion=false',
    '--global.sendAnonymousUsage=false',
  ])
  let log = ''
  const keep = (chunk: Buffer): void => void (log = (log + chunk.toString()).slice(-20_000))
  traefik.stdout.on('data', keep)
  traefik.stderr.on('data', keep)

  return {
    async apply(snapshot) {
      log = ''
      feed(snapshot.body)
      const raw = await waitFor(
        `${snapshot.revision} is applied`,
        async () => {
          if (/cannot decode configuration data|panic/.test(log)) return 'refused' as const
          const data = await rawData(api)
          return data !== undefined && `pointsman-${snapshot.revision}@http` in (data['middlewares'] ?? {})
            ? data
            : undefined
        },
        () => log.split('\n').slice(-5).join('\n'),
      )
      if (raw === 'refused') throw new Error(`Traefik refuses the body: ${log}`)
      return Object.values(raw)
        .flatMap((part) => Object.entries(part))
        .filter(
          ([object, { status, error }]) =>
            object.endsWith('@http') &&
            ((status !== undefined && status !== 'enabled') || error !== undefined),
        )
    },
    port: (entryPoint) => ports[tcp.indexOf(entryPoint) + 1] ?? 0,
    stop() {
      traefik.kill('SIGKILL')
      provider.close()
      provider.closeAllConnections()
    },
  }

  function feed(next: Buffer): void {
    if (waiting === undefined) body = next
    else waiting.end(next)
    waiting = undefined
  }
}

async function rawData(api: string): Promise<Record<string, Record<string, Seen>> | undefined> {
  try {
    return (await (await fetch(`${api}/rawdata`)).json()) as Record<string, Record<string, Seen>>
  } catch {
    return undefined // Traefik does not listen yet.
  }
}

export async function freePorts(count: number): Promise<readonly number[]> {
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

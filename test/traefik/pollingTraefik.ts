/** A real Traefik that polls a Pointsman, on ports of loopback only. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { waitFor } from '../cli/program.ts'
import { freePorts } from './fed.ts'

const binary = process.env['TRAEFIK_BIN'] ?? 'traefik'

export interface PollingTraefik {
  /** Of its API. */
  readonly api: string
  /** Of its entry point `web`. */
  readonly web: string
  /** The port of its entry point `websecure`. */
  readonly websecure: number
  log(): string
  /** The exit code and the milliseconds until then; a signal that ended it is no code. */
  end(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly time: number }>
  kill(): void
}

export async function startPollingTraefik(
  endpoint: string,
  pollInterval: string,
  { api, more = [] }: { readonly api?: number; readonly more?: readonly string[] } = {},
): Promise<PollingTraefik> {
  const [web = 0, websecure = 0, free = 0] = await freePorts(3)
  const port = api ?? free
  const child = spawn(binary, [
    `--entryPoints.web.address=127.0.0.1:${web}`,
    `--entryPoints.websecure.address=127.0.0.1:${websecure}`,
    `--entryPoints.traefik.address=127.0.0.1:${port}`,
    '--api.insecure=true',
    '--ping=true',
    `--providers.http.endpoint=${endpoint}`,
    `--providers.http.pollInterval=${pollInterval}`,
    '--providers.providersThrottleDuration=100ms',
    '--global.checkNewVersion=false',
    '--global.sendAnonymousUsage=false',
    ...more,
  ])
  let log = ''
  const keep = (chunk: Buffer): void => void (log = (log + chunk.toString()).slice(-20_000))
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const url = `http://127.0.0.1:${port}`
  await waitFor(
    'Traefik listens',
    async () => {
      try {
        return (await fetch(`${url}/ping`)).ok ? true : undefined
      } catch {
        return undefined // Not yet.
      }
    },
    () => log,
  )
  return {
    api: url,
    web: `http://127.0.0.1:${web}`,
    websecure,
    log: () => log,
    async end(signal) {
      const exited = once(child, 'exit') as Promise<[number | null]>
      const start = performance.now()
      child.kill(signal)
      const [code] = await exited
      return { code, time: performance.now() - start }
    },
    kill: () => child.kill('SIGKILL'),
  }
}

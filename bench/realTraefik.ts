/** A real Traefik with one provider, on ports of loopback only, that is asked whether a route is live. */
import { spawn } from 'node:child_process'
import { Agent, request } from 'node:http'
import process from 'node:process'
import { freePorts } from '../test/traefik/fed.ts'
import { usageOf, type Usage } from './children.ts'

export interface RealTraefik {
  /** Resolves with the milliseconds since `start` when `path` of `probe.test` is answered. */
  live(path: string, start: number): Promise<number>
  /** Asks on the entry point `web`, on a connection that is kept; resolves with the status, or 0. */
  ask(host: string, path: string): Promise<number>
  usage(): Usage
  stop(): void
}

export async function startTraefik(provider: readonly string[]): Promise<RealTraefik> {
  const [web = 0, websecure = 0, ping = 0] = await freePorts(3)
  const child = spawn(
    process.env['TRAEFIK_BIN'] ?? 'traefik',
    [
      `--entryPoints.web.address=127.0.0.1:${web}`,
      `--entryPoints.websecure.address=127.0.0.1:${websecure}`,
      `--entryPoints.ping.address=127.0.0.1:${ping}`,
      '--ping.entryPoint=ping',
      ...provider,
      '--global.checkNewVersion=false',
      '--global.sendAnonymousUsage=false',
    ],
    { stdio: 'ignore' },
  )
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (host: string, path: string): Promise<number> =>
    new Promise((resolve) => {
      const asked = request({ host: '127.0.0.1', port: web, path, agent, headers: { host } }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
      })
      // Not yet.
      asked.on('error', () => resolve(0)).end()
    })
  return {
    ask,
    async live(path, start) {
      for (;;) {
        if ((await ask('probe.test', path)) === 200) return performance.now() - start
        if (performance.now() - start > 60_000) throw new Error('Traefik did not take the configuration.')
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    },
    usage: () => usageOf(child),
    stop() {
      child.kill('SIGKILL')
      agent.destroy()
    },
  }
}

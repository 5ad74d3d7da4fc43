/** A real Traefik that is given one configuration after the other, on ports of loopback only. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, createServer, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { waitFor } from '../test/cli/program.ts'
import { freePorts } from '../test/traefik/fed.ts'
import { usageOf, type Usage } from './children.ts'

export interface FedTraefik {
  /** Answers the poll that is held, and resolves with the milliseconds until `path` of `probe.test` is answered. */
  feed(body: Buffer, path: string): Promise<number>
  /** Asks on the entry point `web`, on a connection that is kept; resolves with the status. */
  ask(host: string, path: string): Promise<number>
  usage(): Usage
  stop(): void
}

export async function startFedTraefik(): Promise<FedTraefik> {
  let held: ServerResponse | undefined
  const provider = createServer((_request, response) => void (held = response)).listen(0, '127.0.0.1')
  await once(provider, 'listening')
  const [web = 0, websecure = 0, ping = 0] = await freePorts(3)
  const { port } = provider.address() as AddressInfo
  const child = spawn(
    process.env['TRAEFIK_BIN'] ?? 'traefik',
    [
      `--entryPoints.web.address=127.0.0.1:${web}`,
      `--entryPoints.websecure.address=127.0.0.1:${websecure}`,
      `--entryPoints.ping.address=127.0.0.1:${ping}`,
      '--ping.entryPoint=ping',
      `--providers.http.endpoint=http://127.0.0.1:${port}/`,
      '--providers.http.pollInterval=10ms',
      '--providers.http.pollTimeout=10m',
      '--providers.providersThrottleDuration=0',
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
    async feed(body, path) {
      const poll = await waitFor(
        'Traefik polls',
        () => Promise.resolve(held),
        () => '',
      )
      held = undefined
      const start = performance.now()
      poll.end(body)
      for (;;) {
        if ((await ask('probe.test', path)) === 200) return performance.now() - start
        if (performance.now() - start > 60_000) throw new Error('Traefik did not take the configuration.')
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    },
    ask,
    usage: () => usageOf(child),
    stop() {
      child.kill('SIGKILL')
      agent.destroy()
      provider.closeAllConnections()
      provider.close()
    },
  }
}

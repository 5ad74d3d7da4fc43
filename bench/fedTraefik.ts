/** A real Traefik that is given one configuration after the other, each in answer to a poll that is held. */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { waitFor } from '../test/cli/program.ts'
import { startTraefik, type RealTraefik } from './realTraefik.ts'

export interface FedTraefik extends Omit<RealTraefik, 'live'> {
  /** Answers the poll that is held, and resolves with the milliseconds until `path` of `probe.test` is answered. */
  feed(body: Buffer, path: string): Promise<number>
}

export async function startFedTraefik(): Promise<FedTraefik> {
  let held: ServerResponse | undefined
  const provider = createServer((_request, response) => void (held = response)).listen(0, '127.0.0.1')
  await once(provider, 'listening')
  const { port } = provider.address() as AddressInfo
  const traefik = await startTraefik([
    `--providers.http.endpoint=http://127.0.0.1:${port}/`,
    '--providers.http.pollInterval=10ms',
    '--providers.http.pollTimeout=10m',
    '--providers.providersThrottleDuration=0',
  ])
  return {
    ...traefik,
    async feed(body, path) {
      const poll = await waitFor(
        'Traefik polls',
        () => Promise.resolve(held),
        () => '',
      )
      held = undefined
      const start = performance.now()
      poll.end(body)
      return traefik.live(path, start)
    },
    stop() {
      traefik.stop()
      provider.closeAllConnections()
      provider.close()
    },
  }
}

/**
 * A real Traefik that is told to end while its poll is held ends well, within its poll interval and half a second.
 * How often for each interval: `TRAEFIK_BIN=… npx tap dist/test/traefik/sigterm.test.js --test-arg=20`; twice without it.
 */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import tap, { test } from 'tap'
import { buildApp } from '../../src/http/app.ts'
import { waitFor } from '../cli/program.ts'
import { createFakeProvider } from '../http/fakeProvider.ts'
import { noTraefik } from './fed.ts'
import { startPollingTraefik } from './pollingTraefik.ts'

const TIMES = Number(process.argv[2] ?? 2)
/** More of them would wait for the machine, and not for us. */
const AT_ONCE = 2

tap.setTimeout(60_000 + TIMES * 60_000)

for (const interval of [500, 1000, 5000]) {
  test(
    `at a poll interval of ${interval} ms`,
    { skip: noTraefik, timeout: 60_000 + TIMES * 30_000 },
    async (t) => {
      const app = buildApp({ provider: createFakeProvider('aaaaaaaaaaaa'), hold: 'auto', version: '1.2.3' })
      await app.fastify.listen({ port: 0, host: '127.0.0.1' })
      t.teardown(() => {
        app.release()
        return app.fastify.close()
      })
      const endpoint = `http://127.0.0.1:${(app.fastify.server.address() as AddressInfo).port}/config`
      const isHeld = async (name: string) => {
        const { clients }: { clients: { name: string; held: boolean }[] } = (
          await app.fastify.inject('/status')
        ).json()
        return clients.some((client) => client.name === name && client.held) ? true : undefined
      }

      const endOne = async (index: number) => {
        const name = `traefik-${index}`
        const more = [`--providers.http.headers.X-Pointsman-Client=${name}`]
        const traefik = await startPollingTraefik(endpoint, `${interval}ms`, { more })
        t.teardown(() => traefik.kill())
        // Some polls, so that its rhythm is known; then any moment of a hold.
        for (let polls = 0; polls < 2; polls++) {
          await waitFor(
            'a poll is held',
            () => isHeld(name),
            () => traefik.log(),
          )
          await Promise.race([once(app.fastify.server, 'request'), pause(interval)])
        }
        await pause(Math.random() * interval * 0.8)
        await waitFor(
          'a poll is held',
          () => isHeld(name),
          () => traefik.log(),
        )
        return traefik.end('SIGTERM')
      }

      const ends: { readonly code: number | null; readonly time: number }[] = []
      for (let begun = 0; begun < TIMES; begun += AT_ONCE)
        ends.push(
          ...(await Promise.all(
            Array.from({ length: Math.min(AT_ONCE, TIMES - begun) }, (_, n) => endOne(begun + n)),
          )),
        )
      const times = ends.map(({ time }) => time).sort((a, b) => a - b)
      t.comment(
        `${ends.length} times: median ${times[Math.floor(times.length / 2)]?.toFixed(0)} ms, longest ${times.at(-1)?.toFixed(0)} ms`,
      )
      t.same(
        ends.filter(({ code }) => code !== 0),
        [],
        'all with exit code 0',
      )
      t.ok((times.at(-1) ?? 0) <= interval + 500, times.map((time) => time.toFixed(0)).join(' '))
    },
  )
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

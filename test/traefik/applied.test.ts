/** A real Traefik is asked by the real program whether it runs what is served. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import tap, { test } from 'tap'
import type { TraefikStatus } from '../../src/provider/applied.ts'
import { startProgram, waitFor } from '../cli/program.ts'
import { freePorts, noTraefik } from './fed.ts'
import { startPollingTraefik } from './pollingTraefik.ts'

tap.setTimeout(120_000)

const service = (name: string, upstream: string) =>
  `services:\n  ${name}: { host: ${name}.example.com, upstream: "${upstream}" }\n`

test('what a real Traefik runs is known, with what it does not take', { skip: noTraefik }, async (t) => {
  const root = t.testdir({
    services: { 'shop.yaml': service('shop', 'http://127.0.0.1:1') },
    auth: 'me:mine',
  })
  const [port = 0] = await freePorts(1)
  const api = `http://127.0.0.1:${port}`
  const args = `serve services --listen 127.0.0.1:0 --log-format json --traefik-api ${api}/api --traefik-api-auth-file auth`
  const program = startProgram(args.split(' '), { cwd: root })
  t.teardown(() => program.kill())
  const out = await program.until('Traefik is missed', (text) => text.includes('"not-asked"'))
  const url = /(http:\/\/[\d.:]+)\/config/.exec(out)?.[1] ?? ''
  const status = async () =>
    (await (await fetch(`${url}/status`)).json()) as {
      served: { revision: string }
      traefiks: TraefikStatus[]
    }
  const until = (what: string, holds: (traefik: TraefikStatus, revision: string) => boolean) =>
    waitFor(
      what,
      async () => {
        const { served, traefiks } = await status()
        const [traefik] = traefiks
        return traefik !== undefined && holds(traefik, served.revision) ? traefik : undefined
      },
      () => '',
    )
  t.match((await status()).traefiks, [{ url: api, state: 'unknown', problem: /ECONNREFUSED/ }])

  const traefik = await startPollingTraefik(`${url}/config`, '200ms', { api: port })
  t.teardown(() => traefik.kill())
  t.match(await until('it is applied', ({ state }) => state === 'applied'), { version: String, faults: [] })
  const applied = (text: string) => text.split('"event":"applied"').length - 1
  await program.until('the log says so', (text) => applied(text) === 1)

  writeFileSync(join(root, 'services/other.yaml'), `# A comment.\n${service('other', 'nothing@docker')}`)
  const faulty = await until('the fault is known', ({ faults }) => faults.length > 0)
  t.match(faulty.faults, [
    {
      section: 'http.routers',
      name: 'other',
      status: 'disabled',
      error: /nothing@docker/,
      service: 'other',
      place: { file: 'other.yaml', line: 3, column: 3 },
    },
  ])
  t.match(
    await program.until('it is in the log', (text) => text.includes('"event":"faults"')),
    /other\.yaml:3/,
  )

  writeFileSync(join(root, 'services/other.yaml'), service('other', 'http://127.0.0.1:2'))
  const mended = await until(
    'it is mended',
    ({ faults, state }) => faults.length === 0 && state === 'applied',
  )
  t.equal(mended.revision, (await status()).served.revision)
  t.ok((mended.lag ?? 99) < 10, `applied after ${mended.lag} s`)

  traefik.kill()
  t.match(await until('it is gone', ({ state }) => state === 'unknown'), { revision: mended.revision })
  t.equal(await program.end('SIGTERM'), 0)
})

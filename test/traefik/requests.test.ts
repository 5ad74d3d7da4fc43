/**
 * Requests go through a real Traefik all the time while files break, the folder goes, Pointsman is killed and a
 * certificate is renewed: none fails, and none meets the old certificate after the new one.
 */
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, get } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { X509Certificate } from 'node:crypto'
import { connect } from 'node:tls'
import tap, { test } from 'tap'
import { serveProgram, waitFor } from '../cli/program.ts'
import { freePorts, noTraefik } from './fed.ts'
import { startPollingTraefik, type PollingTraefik } from './pollingTraefik.ts'

tap.setTimeout(180_000)

const CERTIFICATES = join(process.cwd(), 'test/cli/certificates')
const PARTS = ['k.pem', 'c.pem'] as const

test(
  'no request fails while files break, the folder goes, Pointsman is killed and a certificate is renewed',
  { skip: noTraefik, timeout: 180_000 },
  async (t) => {
    const upstream = createServer((_request, response) => response.end('shop')).listen(0, '127.0.0.1')
    await once(upstream, 'listening')
    t.teardown(() => upstream.close())
    const { port } = upstream.address() as AddressInfo

    const root = t.testdir({ services: {}, certificates: {} })
    const directory = join(root, 'services')
    const put = (name: string, text: string) => writeFileSync(join(directory, name), text)
    const serviceOf = (name: string, more = '') =>
      `services:\n  ${name}: { host: ${name}.example.com, upstream: http://127.0.0.1:${port}${more} }\n`
    renew('one')
    put('shop.yaml', serviceOf('shop', ', https: off'))
    put('a.yaml', serviceOf('a', ', tls: { cert: ../certificates/c.pem, key: ../certificates/k.pem }'))

    const [own = 0] = await freePorts(1)
    const start = async () => {
      const served = await serveProgram(directory, [
        '--listen',
        `127.0.0.1:${own}`,
        '--state',
        join(root, 'state'),
      ])
      t.teardown(() => served.kill())
      return served
    }
    let served = await start()
    const traefik = await startPollingTraefik(`http://127.0.0.1:${own}/config`, '500ms')
    t.teardown(() => traefik.kill())
    await live('shop')
    await waitFor(
      'the certificate is there',
      async () => ((await certificateOf(traefik)) === fingerprint('one') ? true : undefined),
      () => traefik.log(),
    )
    const requests = watch(traefik)

    put('shop.yaml', 'services:\n  shop: { hots: shop.example.com }\n')
    await told(/unknown-key|hots/)
    put('shop.yaml', serviceOf('shop', ', https: off'))
    await change('b')

    renameSync(directory, join(root, 'away'))
    await told(/held what was served/)
    await pause(1000)
    renameSync(join(root, 'away'), directory)
    await change('c')

    await served.end('SIGKILL')
    put('shop.yaml', 'services: [')
    await pause(1500)
    served = await start()
    await change('d')
    await served.end('SIGTERM')
    rmSync(directory, { recursive: true })
    served = await start()
    await told(/held what was served/)
    await pause(1500)
    mkdirSync(directory)
    put('shop.yaml', serviceOf('shop', ', https: off'))
    put('a.yaml', serviceOf('a', ', tls: { cert: ../certificates/c.pem, key: ../certificates/k.pem }'))
    await change('e')

    renew('two')
    await waitFor(
      'the new certificate is there',
      () => (requests.certificates.at(-1) === fingerprint('two') ? true : undefined),
      () => traefik.log(),
    )
    await pause(1000)

    const { asked, failed } = await requests.end()
    t.comment(`${asked} requests, ${requests.handshakes()} handshakes`)
    t.same(failed, [], 'no request fails')
    t.same(
      requests.certificates,
      [fingerprint('one'), fingerprint('two')],
      "one certificate and then the other: never the old one again, never one of Traefik's own",
    )
    t.equal(await served.end(), 0)

    /** A service more, which shows that all goes on. */
    async function change(name: string): Promise<void> {
      put(`${name}.yaml`, serviceOf(name, ', https: off'))
      await live(name)
    }

    async function live(name: string): Promise<void> {
      await waitFor(
        `${name} is live`,
        async () => ((await ask(traefik.web, name)) === 200 ? true : undefined),
        () => traefik.log(),
      )
    }

    async function told(pattern: RegExp): Promise<void> {
      await waitFor(
        `the log says ${pattern}`,
        () => (served.log().some((line) => pattern.test(JSON.stringify(line))) ? true : undefined),
        () => JSON.stringify(served.log()),
      )
    }

    function renew(name: string): void {
      for (const part of PARTS)
        cpSync(join(CERTIFICATES, `${name}-${part}`), join(root, 'certificates', part))
    }
  },
)

/** Asks both entry points again and again. */
function watch(traefik: PollingTraefik) {
  const failed: string[] = []
  const certificates: string[] = []
  let [asked, shaken, going] = [0, 0, true]
  const asking = (async () => {
    // oxlint-disable-next-line no-unmodified-loop-condition -- `end` ends it
    while (going) {
      const status = await ask(traefik.web, 'shop')
      asked++
      if (status !== 200) failed.push(`request ${asked}: ${status}`)
      await pause(2)
    }
  })()
  const shaking = (async () => {
    // oxlint-disable-next-line no-unmodified-loop-condition -- `end` ends it
    while (going) {
      const one = await certificateOf(traefik)
      shaken++
      if (certificates.at(-1) !== one) certificates.push(one)
      await pause(10)
    }
  })()
  return {
    certificates,
    handshakes: () => shaken,
    async end() {
      going = false
      await Promise.all([asking, shaking])
      return { asked, failed }
    },
  }
}

function ask(web: string, name: string): Promise<number | string> {
  return new Promise((resolve) => {
    get(web, { headers: { host: `${name}.example.com` }, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    }).on('error', (error) => resolve(error.message))
  })
}

/** The fingerprint of what a client of `a.example.com` is shown, or what went wrong. */
function certificateOf({ websecure }: PollingTraefik): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(
      { port: websecure, host: '127.0.0.1', servername: 'a.example.com', rejectUnauthorized: false },
      () => {
        resolve(socket.getPeerX509Certificate()?.fingerprint256 ?? 'none')
        socket.destroy()
      },
    ).on('error', (error) => resolve(error.message))
  })
}

function fingerprint(name: string): string {
  return new X509Certificate(readFileSync(join(CERTIFICATES, `${name}-c.pem`))).fingerprint256
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** The protocols that clients of streams offer in the handshake: what a real Traefik makes of them, and our evaluation. */
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { connect as connectTls } from 'node:tls'
import tap, { test } from 'tap'
import { STREAM_PROTOCOLS } from '../../src/compiler/streamProtocols.ts'
import { createSnapshot } from '../../src/provider/snapshot.ts'
import type { TraefikConfig } from '../../src/traefik/config.ts'
import { connect, tcpRouters } from '../../src/traefik/evaluate/connection.ts'
import { objectsIn, sectionsOf } from '../../src/traefik/objects.ts'
import { noTraefik, startFedTraefik } from './fed.ts'

tap.setTimeout(60_000)

const OFFERS: readonly (readonly string[])[] = [
  [],
  ['postgresql'],
  ['mqtt'],
  ['http/1.1'],
  ['h2', 'http/1.1'],
  ['unheard-of'],
]

test('a handshake fails exactly where the evaluation says so', { skip: noTraefik }, async (t) => {
  const traefik = await startFedTraefik({ tcp: ['stream'], udp: [] })
  t.teardown(() => traefik.stop())
  const upstream = createServer((socket) => socket.on('error', () => undefined).resume())
  t.teardown(() => upstream.close())
  await once(upstream.listen(0, '127.0.0.1'), 'listening')
  const config = configFor((upstream.address() as AddressInfo).port)
  const made = createSnapshot(sectionsOf(objectsIn(config)), [], new Date())
  if (!('snapshot' in made)) throw new Error('The gate refuses it.')
  t.same(await traefik.apply(made.snapshot), [])

  for (const sni of ['streams.example.com', 'usual.example.com', 'h2.example.com']) {
    for (const alpn of OFFERS) {
      const asked = { entryPoint: 'stream', tls: true, sni, alpn, clientIp: '127.0.0.1' }
      const expected = connect(config, tcpRouters(config), [], asked).failed === undefined
      const got = await shakesHands(traefik.port('stream'), sni, alpn)
      t.equal(got, expected, `${sni} ${alpn.join()}: ${got}`)
    }
  }
  t.notOk(await shakesHands(traefik.port('stream'), 'usual.example.com', ['postgresql']), 'as Traefik is')
  t.ok(await shakesHands(traefik.port('stream'), 'streams.example.com', ['postgresql']), 'as we make it')
})

function configFor(port: number): TraefikConfig {
  const router = (name: string, options?: string) => ({
    entryPoints: ['stream'],
    rule: `HostSNI(\`${name}.example.com\`)`,
    service: 'upstream',
    tls: options === undefined ? {} : { options },
  })
  return {
    tcp: {
      routers: { streams: router('streams', 'streams'), usual: router('usual'), h2: router('h2', 'h2') },
      services: { upstream: { loadBalancer: { servers: [{ address: `127.0.0.1:${port}` }] } } },
    },
    tls: {
      options: { streams: { alpnProtocols: [...STREAM_PROTOCOLS] }, h2: { alpnProtocols: ['h2'] } },
    },
  }
}

async function shakesHands(port: number, servername: string, alpn: readonly string[]): Promise<boolean> {
  const socket = connectTls({
    host: '127.0.0.1',
    port,
    servername,
    ALPNProtocols: [...alpn],
    rejectUnauthorized: false,
  })
  const shaken = await new Promise<boolean>((resolve) => {
    socket.on('secureConnect', () => resolve(true))
    socket.on('error', () => resolve(false))
  })
  socket.destroy()
  return shaken
}

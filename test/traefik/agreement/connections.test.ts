/** A real Traefik and our evaluation are given the same random connections over the same random TCP and HTTPS routers. */
import { createServer, connect as connectPlain, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'
import { connect as connectTls } from 'node:tls'
import tap, { test } from 'tap'
import { createSnapshot } from '../../../src/provider/snapshot.ts'
import type { TraefikConfig } from '../../../src/traefik/config.ts'
import { connect, tcpRouters, type Connecting } from '../../../src/traefik/evaluate/connection.ts'
import { httpRouters } from '../../../src/traefik/evaluate/httpRouters.ts'
import { objectsIn, sectionsOf } from '../../../src/traefik/objects.ts'
import { createRandom, type Random } from '../../soak/random.ts'
import { noTraefik, startFedTraefik } from '../fed.ts'

const CONNECTIONS = Number(process.env['POINTSMAN_AGREEMENT'] ?? 300)
const SEED = Number(process.env['POINTSMAN_SEED'] ?? 1)
const EACH = 30
const POINTS = ['web', 'websecure', 'stream'] as const
const NAMES = ['a.example.com', 'b.example.com', 'x.a.example.com', 'c.example'] as const

tap.setTimeout(CONNECTIONS * 1000 + 60_000)

test(
  'a real Traefik takes connections as the evaluation says',
  { skip: noTraefik, timeout: CONNECTIONS * 1000 + 60_000 },
  async (t) => {
    const traefik = await startFedTraefik({ tcp: POINTS, udp: [] })
    t.teardown(() => traefik.stop())
    const upstreams = await startUpstreams(8)
    t.teardown(() => upstreams.stop())
    const random = createRandom(SEED)
    const ended = new Map<string, number>()
    const differences: string[] = []
    let [asked, left] = [0, 0]
    while (asked < CONNECTIONS && differences.length < 10) {
      const config = randomConfig(random, upstreams.ports)
      const made = createSnapshot(sectionsOf(objectsIn(config)), [], new Date())
      if (!('snapshot' in made)) throw new Error(`The gate refuses it: ${JSON.stringify(made.violations)}`)
      await traefik.apply(made.snapshot)
      const [tcp, http] = [tcpRouters(config), httpRouters(config)]
      for (let count = 0; count < EACH; count++) {
        const connecting = randomConnection(random)
        const { taken, ties, refused, upstreams: reached } = connect(config, tcp, http, connecting)
        if (ties.length > 0) {
          left++
          continue
        }
        asked++
        const expected =
          taken === undefined ? 'http' : refused !== undefined ? 'closed' : (reached[0]?.address ?? 'nothing')
        const got = await upstreams.meet(connecting, traefik.port(connecting.entryPoint))
        const kind = /^\d/.test(expected) ? 'upstream' : expected
        ended.set(kind, (ended.get(kind) ?? 0) + 1)
        if (got !== expected)
          differences.push(
            `${JSON.stringify(connecting)}: expected ${expected} by ${taken?.rule}, got ${got}\n${JSON.stringify(config.tcp?.['routers'])}\n${http.map(({ rule, entryPoints, tls }) => `${rule} ${entryPoints.join()} ${tls}`).join('\n')}`,
          )
      }
    }
    t.comment(
      `seed ${SEED}: ${asked} connections, ${left} left to chance, ${differences.length} differences (${[...ended].map(([end, count]) => `${end}: ${count}`).join(', ')})`,
    )
    t.same(differences, [])
  },
)

function randomConfig(random: Random, ports: readonly number[]): TraefikConfig {
  const routers: Record<string, Record<string, unknown>> = {}
  const services: Record<string, Record<string, unknown>> = {}
  for (const [index, port] of ports.entries()) {
    if (random.often(30)) continue
    const point = random.of(POINTS)
    const tls = point === 'stream' ? random.often(20) : random.often(70)
    routers[`r${index}`] = {
      entryPoints: [point],
      rule: tls ? random.of(RULES) : random.of(PLAIN_RULES),
      service: `s${index}`,
      ...(tls ? { tls: random.often(40) ? { passthrough: true } : {} } : {}),
      ...(random.often(30) ? { priority: 1 + random.below(40) } : {}),
      ...(random.often(20) ? { middlewares: ['some'] } : {}),
    }
    services[`s${index}`] = { loadBalancer: { servers: [{ address: `127.0.0.1:${port}` }] } }
  }
  const https = Object.fromEntries(
    Array.from({ length: random.below(3) }, (_, index) => [
      `h${index}`,
      {
        entryPoints: [random.of(['web', 'websecure'] as const)],
        rule: random.of(HTTP_RULES),
        service: 'none',
        ...(random.often(70) ? { tls: {} } : {}),
      },
    ]),
  )
  return {
    http: {
      ...(Object.keys(https).length === 0 ? {} : { routers: https }),
      services: { none: { loadBalancer: { servers: [{ url: 'http://127.0.0.1:9' }] } } },
    },
    tcp: {
      ...(Object.keys(routers).length === 0 ? {} : { routers, services }),
      middlewares: { some: { ipAllowList: { sourceRange: ['127.0.0.1/32', '127.0.0.8/29'] } } },
    },
  }
}

const RULES = [
  'HostSNI(`*`)',
  ...NAMES.map((name) => `HostSNI(\`${name}\`)`),
  'HostSNI(`*.example.com`)',
  'HostSNI(`A.example.com.`)',
  'HostSNIRegexp(`^[ab]\\.example`)',
  'HostSNI(`a.example.com`) && ClientIP(`127.0.0.2`)',
  '!HostSNI(`a.example.com`)',
  'HostSNI(`b.example.com`) && ALPN(`mqtt`)',
  'HostSNI(`*`) && !ALPN(`mqtt`)',
] as const
const PLAIN_RULES = [
  'HostSNI(`*`)',
  'ClientIP(`127.0.0.2`)',
  'HostSNI(`*`) && ClientIP(`127.0.0.0/29`)',
] as const
const HTTP_RULES = [
  'Host(`a.example.com`)',
  'Host(`*.example.com`) && Path(`/x`)',
  'PathPrefix(`/`)',
  'HostRegexp(`^b`)',
] as const

function randomConnection(random: Random): Connecting {
  const tls = random.often(70)
  return {
    entryPoint: random.of(POINTS),
    tls,
    sni: tls && random.often(90) ? random.of(NAMES) : '',
    alpn: tls ? random.of<readonly string[]>([[], ['mqtt'], ['http/1.1']]) : [],
    clientIp: random.of(['127.0.0.1', '127.0.0.2', '127.0.0.9'] as const),
  }
}

/** Servers that say nothing; who is reached is seen on their side. */
async function startUpstreams(count: number) {
  let reached: (address: string) => void = () => undefined
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer((socket) => {
        reached(`127.0.0.1:${(server.address() as AddressInfo).port}`)
        socket.on('error', () => undefined).resume()
      }).listen(0, '127.0.0.1')
      await once(server, 'listening')
      return server
    }),
  )
  return {
    ports: servers.map((server) => (server.address() as AddressInfo).port),
    stop: () => servers.forEach((server) => server.close()),
    /** `http` when an HTTP server answers, `closed` when nobody does. */
    async meet({ tls, sni, alpn, clientIp }: Connecting, port: number): Promise<string> {
      const options = { host: '127.0.0.1', port, localAddress: clientIp }
      const socket: Socket = tls
        ? connectTls({ ...options, servername: sni, ALPNProtocols: [...alpn], rejectUnauthorized: false })
        : connectPlain(options)
      const met = new Promise<string>((resolve) => {
        reached = resolve
        socket.on('data', (chunk: Buffer) => resolve(chunk.toString().startsWith('HTTP/1') ? 'http' : 'data'))
        // What is reached is told before: a connection to it comes before the end of ours.
        socket.on('close', () => setTimeout(resolve, 50, 'closed'))
        socket.on('error', (error) =>
          setTimeout(resolve, 50, /alert|EPROTO/.test(error.message) ? 'http' : 'closed'),
        )
      })
      socket.on(tls ? 'secureConnect' : 'connect', () => socket.write('GET / HTTP/1.0\r\n\r\n'))
      const who = await met
      socket.destroy()
      return who
    },
  }
}

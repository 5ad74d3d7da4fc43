/** The gate: what it lets pass, and what it must not. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { admit, admitVersion } from '../../src/traefik/admit.ts'
import { needsOf } from '../../src/traefik/needs.ts'
import { objectsIn } from '../../src/traefik/objects.ts'
import { SCHEMA } from '../../src/traefik/schema.ts'

const SHARED = join(process.cwd(), '../shared')

const router = { entryPoints: ['web'], rule: 'Host(`a`)', service: 'a' }
const service = { loadBalancer: { servers: [{ url: 'http://a' }] } }
const http = (parts: object) => ({ http: { routers: { a: router }, services: { a: service }, ...parts } })

const noCases = existsSync(join(SHARED, 'cases')) ? false : '../shared/cases is not here'
test('lets pass what an expert writes by hand', { skip: noCases }, (t) => {
  for (const name of readdirSync(join(SHARED, 'cases'))) {
    const expected: unknown = JSON.parse(readFileSync(join(SHARED, 'cases', name, 'expected.json'), 'utf8'))
    t.same(admit(expected), [], name)
  }
  t.end()
})

const noSchema = existsSync(join(SHARED, 'traefik/schema.json')) ? false : '../shared/traefik is not here'
test('knows every field of the schema that was read from the source of Traefik', { skip: noSchema }, (t) => {
  const path = join(SHARED, 'traefik/schema.json')
  const { types } = JSON.parse(readFileSync(path, 'utf8')) as {
    types: Record<string, { fields: { key: string; type: string }[] }>
  }
  for (const [name, { fields }] of Object.entries(types)) {
    t.same(
      Object.entries(SCHEMA[name] ?? {}).map(([key, { type }]) => [key, type]),
      fields.map(({ key, type }) => [key, type]),
      name,
    )
  }
  t.end()
})

const REFUSED: readonly (readonly [string, unknown, string])[] = [
  ['an unknown field', http({ routers: { a: { ...router, colour: 'red' } } }), 'http.routers.a.colour'],
  ['an empty mapping', { http: { routers: {} } }, 'http.routers'],
  ['an empty root', { http: {} }, 'http'],
  ['null', http({ middlewares: null }), 'http.middlewares'],
  ['a number for a text', http({ routers: { a: { ...router, rule: 1 } } }), 'http.routers.a.rule'],
  ['a text for a number', http({ routers: { a: { ...router, priority: '1' } } }), 'http.routers.a.priority'],
  ['a fraction', http({ routers: { a: { ...router, priority: 1.5 } } }), 'http.routers.a.priority'],
  ['a list for a text', http({ routers: { a: { ...router, service: ['a'] } } }), 'http.routers.a.service'],
  [
    'a text for a list',
    http({ routers: { a: { ...router, entryPoints: 'web' } } }),
    'http.routers.a.entryPoints',
  ],
  [
    'a mapping for a list',
    http({ services: { a: { loadBalancer: { servers: { url: 'x' } } } } }),
    'http.services.a.loadBalancer.servers',
  ],
  [
    'texts for a list of servers',
    http({ services: { a: { loadBalancer: { servers: ['x'] } } } }),
    'http.services.a.loadBalancer.servers.0',
  ],
  [
    'a duration with a day in it',
    http({ serversTransports: { a: { forwardingTimeouts: { dialTimeout: '1d' } } } }),
    'http.serversTransports.a.forwardingTimeouts.dialTimeout',
  ],
  [
    'a word that is none of the known ones',
    http({ middlewares: { a: { compress: { encodings: 'x' } } } }),
    'http.middlewares.a.compress.encodings',
  ],
  ['a lone surrogate', http({ routers: { a: { ...router, rule: '\ud800' } } }), 'http.routers.a.rule'],
  [
    'a name that is too long',
    http({ services: { ['x'.repeat(1100)]: service } }),
    `http.services.${'x'.repeat(1100)}`,
  ],
  ['a name with `@`', http({ routers: { 'a@b': router } }), 'http.routers.a@b'],
  ['a router without a rule', http({ routers: { a: { ...router, rule: '' } } }), 'http.routers.a'],
  [
    'a TCP router without a service',
    { tcp: { routers: { a: { entryPoints: ['db'], rule: 'HostSNI(`*`)' } } } },
    'tcp.routers.a',
  ],
  [
    'a middleware of two kinds',
    http({ middlewares: { a: { addPrefix: { prefix: '/' }, stripPrefix: { prefixes: ['/'] } } } }),
    'http.middlewares.a',
  ],
  ['a service of no kind', http({ services: { a: {} } }), 'http.services.a'],
  [
    'a transport with only the oldest version',
    http({ serversTransports: { a: { minVersion: 'VersionTLS12' } } }),
    'http.serversTransports.a',
  ],
  [
    'a TLS version that Traefik ignores',
    { ...http({}), tls: { options: { a: { minVersion: 'TLS13' } } } },
    'tls.options.a.minVersion',
  ],
  [
    'TLS versions with nothing between',
    { ...http({}), tls: { options: { a: { minVersion: 'VersionTLS13', maxVersion: 'VersionTLS12' } } } },
    'tls.options.a',
  ],
  [
    'a swapped certificate and key',
    { tls: { certificates: [{ certFile: '-----BEGIN PRIVATE KEY-----\nx', keyFile: 'y' }] } },
    'tls.certificates.0.certFile',
  ],
  [
    'a key behind a certificate',
    {
      tls: {
        certificates: [
          { certFile: '-----BEGIN CERTIFICATE-----\nx\n-----BEGIN PRIVATE KEY-----\n', keyFile: 'y' },
        ],
      },
    },
    'tls.certificates.0.certFile',
  ],
  [
    'a TCP service that reaches itself',
    {
      tcp: {
        services: {
          a: { weighted: { services: [{ name: 'b' }] } },
          b: { weighted: { services: [{ name: 'a@http' }] } },
        },
      },
    },
    'tcp.services.a',
  ],
  [
    'a negative weight in UDP',
    { udp: { services: { a: { weighted: { services: [{ name: 'b', weight: -2 }] } } } } },
    'udp.services.a.weighted.services.0.weight',
  ],
  [
    'a number beyond 64 bits for a plugin',
    http({ middlewares: { a: { plugin: { p: { list: [2 ** 64] } } } } }),
    'http.middlewares.a.plugin.p.list.0',
  ],
]

for (const [what, config, path] of REFUSED) {
  test(`refuses ${what}`, (t) => {
    t.ok(
      admit(config).some((violation) => violation.path.join('.') === path),
      JSON.stringify(admit(config)),
    )
    t.end()
  })
}

test('lets through a router without entry points: Traefik has defaults for it', (t) => {
  const { entryPoints: _entryPoints, ...bare } = router
  t.same(admit(http({ routers: { a: bare } })), [])
  t.end()
})

test('lets through a parent of other routers, which has no service', (t) => {
  const routers = {
    parent: { rule: 'Host(`a`)' },
    child: { rule: 'Path(`/a`)', service: 'a', parentRefs: ['parent'] },
  }
  t.same(admit(http({ routers })), [])
  t.end()
})

test('refuses what is newer than the Traefik that is served', (t) => {
  const config = http({ services: { a: { loadBalancer: { ...service.loadBalancer, strategy: 'p2c' } } } })
  t.same(admit(config), [])
  t.same(pathsTooNew(config, undefined), [])
  t.same(pathsTooNew(config, '3.4'), [])
  t.same(pathsTooNew(config, '3.3'), ['http.services.a.loadBalancer.strategy'])
  t.end()
})

test('refuses what no Traefik knows yet, also when nobody said which is served', (t) => {
  const config = http({
    serversTransports: { a: { peerCertSANs: [{ type: 'DNSName', value: 'a.example.com' }] } },
  })
  t.same(pathsTooNew(config, undefined), ['http.serversTransports.a.peerCertSANs'])
  t.same(pathsTooNew(config, '3.8'), [])
  t.end()
})

function pathsTooNew(config: unknown, version: string | undefined): readonly string[] {
  return admitVersion(objectsIn(config).flatMap(needsOf), version).map(({ path }) => path.join('.'))
}

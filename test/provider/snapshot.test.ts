import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { test } from 'tap'
import { createSnapshot, type Snapshot } from '../../src/provider/snapshot.ts'
import type { TraefikConfig } from '../../src/traefik/config.ts'
import { configOf, objectsIn, sectionsOf } from '../../src/traefik/objects.ts'
import { render } from '../../src/traefik/render.ts'

const since = new Date('2026-01-02T03:04:05Z')
const config: TraefikConfig = { http: { middlewares: { own: { addPrefix: { prefix: '/x' } } } } }

function make(from: TraefikConfig, previous?: Snapshot): Snapshot {
  const made = createSnapshot(sectionsOf(objectsIn(from)), ['b', 'a'], since, previous)
  if ('violations' in made) throw new Error(JSON.stringify(made.violations))
  return made.snapshot
}

test('is named by the hash of the configuration without the marker', (t) => {
  const snapshot = make(config)
  const hash = createHash('sha256').update(render(config)).digest('hex').slice(0, 12)
  t.equal(snapshot.revision, hash)
  t.equal(snapshot.etag, `"${hash}"`)
  t.strictSame(JSON.parse(snapshot.body.toString()), {
    http: {
      middlewares: {
        own: { addPrefix: { prefix: '/x' } },
        [`pointsman-${hash}`]: { headers: { customResponseHeaders: { 'X-Pointsman-Revision': hash } } },
      },
    },
  })
  t.strictSame(gunzipSync(snapshot.gzip), snapshot.body)
  t.strictSame(snapshot.services, ['a', 'b'])
  t.equal(snapshot.since, since)
  t.end()
})

test('is never an empty body', (t) => {
  t.match(make({}).body.toString(), /^\{"http":\{"middlewares":\{"pointsman-[0-9a-f]{12}":/)
  t.end()
})

test('leaves the configuration it is given alone', (t) => {
  const before = render(config)
  make(config)
  t.equal(render(config), before)
  t.end()
})

test('gives the previous one back when nothing changed, also when keys stand in another order', (t) => {
  const two = { a: { addPrefix: { prefix: '/a' } }, b: { addPrefix: { prefix: '/b' } } }
  const first = make({ http: { middlewares: two } })
  t.equal(make({ http: { middlewares: { b: two.b, a: two.a } } }, first), first)
  t.not(make(config, first), first)
  t.end()
})

test('is not made of what Traefik would refuse', (t) => {
  const made = createSnapshot(sectionsOf(objectsIn({ tcp: { nonsense: { x: {} } } })), [], since)
  t.match(made, { violations: [{ path: ['tcp', 'nonsense'] }] })
  t.notMatch(made, { snapshot: {} })
  t.end()
})

test('is written and compressed block by block, and comes out as one JSON text and one gzip member', (t) => {
  const middlewares = Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => [`m${index}`, { addPrefix: { prefix: `/${index}/é` } }]),
  )
  const options = { a: { minVersion: 'VersionTLS13' } }
  const routers = { r: { entryPoints: ['web'], service: 'noop@internal', rule: 'Path(`/`)', priority: 1 } }
  let sections = sectionsOf(objectsIn({ http: { middlewares, routers }, tls: { options } }))
  for (const index of [0, 1, 500, 998, 999]) {
    const objects = sections.get('http.middlewares') ?? []
    const left = objects.filter((_, other) => other !== index)
    sections = new Map(sections).set('http.middlewares', left)
    const made = createSnapshot(sections, [], since)
    if ('violations' in made) throw new Error(JSON.stringify(made.violations))
    const { revision, body, gzip } = made.snapshot
    const whole = render(configOf(sections))
    t.equal(revision, createHash('sha256').update(whole).digest('hex').slice(0, 12))
    const { [`pointsman-${revision}`]: marker, ...others } = JSON.parse(body.toString()).http.middlewares
    t.match(marker, { headers: {} })
    t.equal(render(others), render(Object.fromEntries(left.map(({ name, value }) => [name, value]))))
    t.strictSame(gunzipSync(gzip), body)
  }
  t.end()
})

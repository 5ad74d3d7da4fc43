/** The difference between two configurations: by service, by object, by field. */
import { test } from 'tap'
import { changesOf, differenceBetween } from '../../src/provider/difference.ts'
import { objectsIn, sectionsOf } from '../../src/traefik/objects.ts'

const side = (config: object, services: readonly string[] = []) => ({
  sections: sectionsOf(objectsIn(config)),
  services,
})
const router = (rule: string, more = {}) => ({
  entryPoints: ['web'],
  rule,
  service: 'noop@internal',
  priority: 1,
  ...more,
})
const routers = (named: Record<string, object>) => ({ http: { routers: named } })

test('nothing is different from itself, whatever the order', (t) => {
  const one = routers({ a: router('A'), b: router('B') })
  const two = routers({ b: router('B'), a: router('A') })
  t.same(differenceBetween(side(one), side(two)), [])
  t.end()
})

test('services are added, changed and removed, with their objects and fields', (t) => {
  const before = routers({ blog: router('A'), shop: router('S'), 'shop-http': router('H') })
  const after = routers({ shop: router('T', { priority: 2 }), 'shop-http': router('H'), wiki: router('W') })
  const difference = differenceBetween(side(before, ['blog', 'shop']), side(after, ['shop', 'wiki']))
  t.same(changesOf(difference), { added: ['wiki'], changed: ['shop'], removed: ['blog'] })
  t.same(difference[1], {
    service: 'shop',
    change: 'changed',
    objects: [
      {
        section: 'http.routers',
        name: 'shop',
        change: 'changed',
        fields: [
          { path: 'priority', before: 1, after: 2 },
          { path: 'rule', before: 'S', after: 'T' },
        ],
      },
    ],
  })
  t.end()
})

test('of two services whose names fit, the longer one owns an object', (t) => {
  const difference = differenceBetween(side({}, []), side(routers({ 'a-b-http': router('x') }), ['a', 'a-b']))
  t.same(changesOf(difference), { added: ['a-b'], changed: [], removed: [] })
  t.end()
})

test('where nobody knows the services, names tell what belongs together', (t) => {
  const before = {
    http: {
      routers: { wiki: router('W'), 'wiki-http': router('H') },
      middlewares: {
        'wiki-allow': { ipAllowList: { sourceRange: ['10.0.0.0/8'] } },
        hsts: { headers: { stsSeconds: 1 } },
      },
    },
  }
  const difference = differenceBetween(side(before), side({}))
  t.match(difference, [
    { service: 'wiki', change: 'removed', objects: { length: 3 } },
    { service: undefined, objects: [{ name: 'hsts', change: 'removed' }] },
  ])
  t.end()
})

test('secrets are seen to change, and not shown', (t) => {
  const pair = (key: string) => ({ certFile: 'CERT', keyFile: `-----BEGIN PRIVATE KEY-----${key}` })
  const before = {
    tls: { certificates: [pair('one')] },
    http: { middlewares: { 'shop-auth': { basicAuth: { users: ['a:1'] } } } },
  }
  const after = {
    tls: { certificates: [pair('two')] },
    http: { middlewares: { 'shop-auth': { basicAuth: { users: ['a:2'] } } } },
  }
  const difference = differenceBetween(side(before, ['shop']), side(after, ['shop']))
  t.notMatch(JSON.stringify(difference), /PRIVATE KEY|a:1|a:2/)
  t.match(difference, [
    {
      service: 'shop',
      objects: [{ fields: [{ path: 'basicAuth.users', before: /secret/, after: /secret/ }] }],
    },
    { service: undefined, objects: [{ section: 'tls.certificates' }, { section: 'tls.certificates' }] },
  ])
  t.end()
})

test('lists of objects are told item by item, and lists of texts as a whole', (t) => {
  const service = (urls: readonly string[], names: readonly string[]) => ({
    http: {
      services: { shop: { loadBalancer: { servers: urls.map((url) => ({ url })) }, middlewares: names } },
    },
  })
  const difference = differenceBetween(
    side(service(['http://a', 'http://b'], ['x'])),
    side(service(['http://a'], ['x', 'y'])),
  )
  t.same(difference[0]?.objects[0]?.fields, [
    { path: 'loadBalancer.servers[1].url', before: 'http://b' },
    { path: 'middlewares', before: ['x'], after: ['x', 'y'] },
  ])
  t.end()
})

test('what a service has in a router of many is told with the service, however many routers there are', (t) => {
  const shared = (rule: string) => router(rule, { priority: 2 })
  const host = (name: string) => `Host(\`${name}\`)`
  const path = (name: string) => `${host(name)} && (Path(\`/x\`) || PathPrefix(\`/x/\`))`
  const own = (rule: string) => router(rule, { priority: 2, service: 'x' })
  const before = routers({
    'redirect:https': shared(`${host('a')} || ${host('gone')} || ${host('s')}`),
    blog: own(host('a')),
    old: own(host('gone')),
    shop: own(host('s')),
  })
  const after = routers({
    'redirect:https:1of2': shared(`${host('s')} || (${path('w')})`),
    'redirect:https:2of2': shared(`${host('a')} || (${path('v')}) || ${host('nobody')}`),
    blog: own(host('a')),
    shop: own(host('s')),
    wiki: own(`(${host('v')} || ${host('w')}) && (Path(\`/x\`) || PathPrefix(\`/x/\`))`),
  })
  const difference = differenceBetween(
    side(before, ['blog', 'old', 'shop']),
    side(after, ['blog', 'shop', 'wiki']),
  )
  t.same(changesOf(difference), { added: ['wiki'], changed: [], removed: ['old'] })
  const shareOf = (service: string | undefined) =>
    difference
      .find((one) => one.service === service)
      ?.objects.filter(({ name }) => name === 'redirect:https')
      .map(({ change, fields }) => ({ change, fields }))
  t.same(shareOf('old'), [{ change: 'changed', fields: [{ path: 'rule', before: host('gone') }] }])
  t.same(shareOf('wiki'), [
    {
      change: 'changed',
      fields: [
        { path: 'rule', after: path('v') },
        { path: 'rule', after: path('w') },
      ],
    },
  ])
  t.same(shareOf(undefined), [{ change: 'changed', fields: [{ path: 'rule', after: host('nobody') }] }])
  t.end()
})

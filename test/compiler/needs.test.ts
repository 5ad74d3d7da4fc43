/** Which Traefik a folder needs, and why. */
import { test } from 'tap'
import { createCompiler } from '../../src/compiler/compile.ts'
import type { World } from '../../src/compiler/source.ts'

const world: World = {
  env: {},
  now: () => new Date('2026-01-01'),
  readFile: () => ({ problem: 'there is no such file' }),
  inspectCertificate: () => ({ problem: 'there is none' }),
}

function needsOf(...texts: readonly string[]) {
  const files = texts.map((text, changed) => ({ path: `${changed}.yaml`, text, changed }))
  const { needs, diagnostics } = createCompiler()(files, world)
  return { needs, diagnostics }
}

test('a plain service needs no more than the first Traefik 3', (t) => {
  const { needs } = needsOf('services: { shop: { host: shop.example.com, upstream: http://shop } }')
  t.same(needs, { version: '3.0', because: [] })
  t.end()
})

test('what needs more is named with who asks for it, the newest first', (t) => {
  const { needs } = needsOf(
    'services: { shop: { host: shop.example.com, upstream: http://shop, balance: leastTime } }',
    `
http:
  routers:
    a: { rule: "Host(\`*.example.org\`)", service: a, observability: { metrics: false } }
  services:
    a: { loadBalancer: { servers: [{ url: http://a, preservePath: true }] } }`,
  )
  t.same(needs, {
    version: '3.7',
    because: [
      { version: '3.7', what: 'A wildcard in `Host`', by: '1.yaml' },
      { version: '3.6', what: '`strategy: leasttime`', by: 'shop' },
      { version: '3.4', what: '`http.services.*.loadBalancer.strategy`', by: 'shop' },
      { version: '3.3', what: '`http.routers.*.observability`', by: '1.yaml' },
      { version: '3.2', what: '`http.services.*.loadBalancer.servers.preservePath`', by: '1.yaml' },
    ],
  })
  t.end()
})

test('the command line wins over what the definitions say', (t) => {
  const text = `
defaults: { traefik: "3.0" }
services: { shop: { host: shop.example.com, upstream: http://shop, balance: p2c } }`
  const compile = (traefikVersion?: string) =>
    createCompiler({ traefikVersion })([{ path: 'a.yaml', text, changed: 0 }], world)
  t.equal(compile().traefikVersion, '3.0')
  t.same(
    compile().diagnostics.map(({ code }) => code),
    ['needs-newer-traefik'],
  )
  t.equal(compile('3.4').traefikVersion, '3.4')
  t.same(compile('3.4').diagnostics, [])
  t.end()
})

/** `pointsman render`: what is served, byte for byte, and where it comes from. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import tap, { test, type Test } from 'tap'
import { runProgram, serveProgram } from './program.ts'

tap.setTimeout(120_000)

const SHOP = `services:
  shop:
    host: shop.example.com
    upstream: http://shop:80
    tls: { cert: c.pem, key: k.pem }
    routes:
      - path: /admin
        auth: sso
`
const SHARED = `defaults:
  hsts: 1y
auth:
  sso: { type: tinyauth, url: 'http://tiny:3000' }
`

function folder(t: Test) {
  return t.testdir({
    services: {
      'shop.yaml': SHOP.replace('shop.example.com', 'a.example.com'),
      'shared.yaml': SHARED,
      'c.pem': readFileSync('test/cli/certificates/one-c.pem'),
      'k.pem': readFileSync('test/cli/certificates/one-k.pem'),
    },
  })
}

test('render prints the bytes that are served', async (t) => {
  const root = folder(t)
  const served = await serveProgram(join(root, 'services'))
  t.teardown(() => served.kill())
  const answer = await served.until('it is served', ({ status }) => status === 200)
  const { code, out, err } = await runProgram(['render'], { cwd: root })
  t.equal(code, 0)
  t.equal(err, '')
  t.ok(out === answer.text, 'byte for byte')
  await served.end()
})

test('render --yaml is the same value without the marker', async (t) => {
  const root = folder(t)
  const { out } = await runProgram(['render', '--yaml'], { cwd: root })
  const body = JSON.parse((await runProgram(['render'], { cwd: root })).out)
  const [revision = ''] = /(?<=revision )[0-9a-f]{12}/.exec(out) ?? []
  t.ok(body.http.middlewares[`pointsman-${revision}`], 'the revision stands in the first line')
  delete body.http.middlewares[`pointsman-${revision}`]
  t.same(load(out), body)
})

test('render --service tells which lines made each object, and shows no secret', async (t) => {
  const root = folder(t)
  const { code, out } = await runProgram(['render', '--service', 'shop'], { cwd: root })
  t.equal(code, 0)
  const above = (name: string) => new RegExp(`# (.*)\\n *${name}:\\n`).exec(out)?.[1]
  // Where nobody is asked, what the provider of a route would send is taken off.
  t.equal(
    above('shop'),
    'services/shop.yaml:3 host, :4 upstream, :8 routes[0].auth, services/shared.yaml:2 defaults.hsts, :4 auth.sso',
  )
  t.equal(
    above('shop-route-admin'),
    'services/shop.yaml:3 host, :4 upstream, :7 routes[0].path, :8 routes[0].auth, services/shared.yaml:2 defaults.hsts',
  )
  t.equal(above('auth-sso'), 'services/shop.yaml:8 routes[0].auth, services/shared.yaml:4 auth.sso')
  t.equal(above('https-redirect'), 'services/shop.yaml:2 shop')
  t.match(out, /# services\/shop\.yaml:5 tls\n *- certFile: \|\n *-----BEGIN CERTIFICATE-----/)
  t.match(out, /keyFile: "\(secret, not shown\)"/)
  t.notMatch(out, 'PRIVATE KEY')
  t.ok(load(out), 'it is YAML')
  t.match(await runProgram(['render', '--service', 'shopp'], { cwd: root }), {
    code: 1,
    out: '',
    err: 'There is no service `shopp` that is served. Did you mean `shop`?\n',
  })
})

test('with a mistake nothing is printed but the mistake, and beside the output', async (t) => {
  const root = folder(t)
  writeFileSync(join(root, 'services/bad.yaml'), 'services:\n  bad: { hosst: x }\n')
  t.match(await runProgram(['render'], { cwd: root }), { code: 1, out: '', err: /services\/bad\.yaml:2:10/ })
  t.match(await runProgram(['render', 'nowhere'], { cwd: root }), { code: 1, out: '', err: /no directory/ })
})

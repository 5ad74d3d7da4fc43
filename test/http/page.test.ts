import { createHash } from 'node:crypto'
import { test } from 'tap'
import { buildApp, type AppOptions } from '../../src/http/app.ts'
import { createContents } from '../../src/http/page/contents.ts'
import { markup } from '../../src/http/page/html.ts'
import type { TraefikStatus } from '../../src/provider/applied.ts'
import { createFakeProvider } from './fakeProvider.ts'

const EVIL = `</pre></style><script>alert(1)</script>"'\`><img src=x onerror=alert(1)>&amp;\u0000\u202e`
const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const NOW = new Date()
const place = (file: string) => ({ file, line: 1, column: 1, length: 3 })

const TRAEFIK: TraefikStatus = {
  url: 'http://traefik:8080',
  version: '3.7.9',
  state: 'applied',
  since: NOW,
  revision: 'r1',
  lag: 0.42,
  problem: undefined,
  faults: [],
}

const CONFIG = {
  http: {
    routers: {
      shop: {
        entryPoints: ['websecure'],
        rule: 'Host(`shop.example.com`) && PathPrefix(`/api`)',
        service: 'shop',
        tls: { certResolver: 'le' },
      },
      'shop-http': { entryPoints: ['web'], rule: 'Host(`shop.example.com`)', service: 'noop@internal' },
      'shop-blue-x': {
        entryPoints: ['websecure'],
        rule: 'Host(`blue.example.com`)',
        service: 'shop-blue-all',
      },
      odd: { entryPoints: ['websecure'], rule: 'no rule', service: 'gone' },
    },
    services: {
      shop: { loadBalancer: { servers: [{ url: 'http://shop-1:80' }, { url: 'http://shop-2:80' }] } },
      'shop-blue-all': {
        weighted: {
          services: [
            { name: 'shop', weight: 1 },
            { name: 'other@docker', weight: 1 },
            { name: 'shop-blue-all', weight: 1 },
          ],
        },
      },
    },
  },
  tcp: {
    routers: { db: { entryPoints: ['postgres'], rule: 'HostSNI(`*`)', service: 'db' } },
    services: { db: { loadBalancer: { servers: [{ address: 'db:5432' }] } } },
  },
  udp: { routers: { dns: { entryPoints: ['dns'], service: 'dns' } } },
}
const SERVICES = ['db', 'dns', 'shop', 'shop-blue']

function pageOf(options: Partial<AppOptions> = {}, provider = createFakeProvider('r1'), url = '/') {
  return buildApp({ provider, hold: 0, version: '1.2.3', ...options }).fastify.inject({
    url,
    headers: BROWSER,
  })
}

test('nothing that a text holds is markup', async (t) => {
  const provider = createFakeProvider('r1')
  provider.serve(
    'r1',
    {
      http: {
        routers: {
          [EVIL]: {
            entryPoints: [EVIL],
            rule: `Host(${JSON.stringify(EVIL)})`,
            service: EVIL,
            tls: { certResolver: EVIL },
          },
        },
        services: { [EVIL]: { loadBalancer: { servers: [{ url: EVIL }] } } },
      },
    },
    [EVIL],
  )
  const diagnostic = {
    code: 'bad-value',
    severity: 'error',
    message: EVIL,
    help: EVIL,
    place: place(EVIL),
    notes: [{ message: EVIL, place: place('other.yaml') }],
  } as const
  provider.say({
    lastTry: { kind: 'held', at: NOW, reason: EVIL },
    diagnostics: [diagnostic],
    files: [{ path: EVIL, state: 'quarantined' }],
    certificates: [{ service: EVIL, path: EVIL, notAfter: NOW }],
    needs: { version: EVIL, because: [] },
  })
  const fault = {
    section: 'http.routers',
    name: EVIL,
    status: 'disabled',
    error: EVIL,
    service: EVIL,
    place: place(EVIL),
  } as const
  const traefik = { ...TRAEFIK, url: EVIL, version: EVIL, revision: EVIL, problem: EVIL, faults: [fault] }
  const app = buildApp({
    provider,
    hold: 0,
    version: EVIL,
    sourceOf: () => EVIL,
    traefiks: () => [traefik],
  }).fastify
  await app.inject({
    url: '/config',
    headers: { 'user-agent': EVIL.replace(/[^ -~]/g, ''), 'x-pointsman-client': EVIL.slice(0, 60) },
  })
  const { body, headers } = await app.inject({
    url: `/?setup&q=${encodeURIComponent(EVIL)}`,
    headers: { ...BROWSER, host: EVIL.replace(/[^!-~]/g, '') },
  })

  t.equal(body.split('<script').length, 2, 'the only script is ours')
  t.equal(body.split('</script').length, 2)
  t.equal(body.split('<style').length, 2)
  for (const text of ['<img', 'onerror=alert(1)>', '\u0000', '\u202e'])
    t.notOk(body.includes(text), JSON.stringify(text))
  t.ok(body.split('&lt;script&gt;alert(1)&lt;/script&gt;').length > 12, 'every text is there')

  // Whatever came in all the same would not run: it has another hash.
  for (const [element, directive] of [
    ['script', 'script-src'],
    ['style', 'style-src'],
  ] as const) {
    const text = new RegExp(`<${element}>([^]*?)</${element}>`).exec(body)?.[1] ?? ''
    const hash = createHash('sha256').update(text).digest('base64')
    t.match(headers['content-security-policy'], `${directive} 'sha256-${hash}'`, element)
  }
  t.match(headers['content-security-policy'], /^default-src 'none';/)
  t.notMatch(
    body,
    / style="| on[a-z]+="|(?:src|href)="(?!status|data:,|\?setup")/,
    'nothing is loaded, and nothing that the policy forbids is used',
  )
})

test('a template escapes what it is given, and only that', (t) => {
  t.equal(
    markup`<b title="${'"x"'}">${['a', 1, undefined, markup`<i>${'<'}</i>`]}</b>`.html,
    '<b title="&quot;x&quot;">a1<i>&lt;</i></b>',
  )
  t.end()
})

test('a browser gets a page, and everybody else text', async (t) => {
  const app = buildApp({ provider: createFakeProvider('r1'), hold: 0, version: '1.2.3' }).fastify
  for (const accept of ['*/*', 'text/plain', 'application/json']) {
    const answer = await app.inject({ url: '/', headers: { accept } })
    t.match(answer.headers, { 'content-type': /^text\/plain/, vary: 'Accept' }, accept)
  }
  const page = await app.inject({ url: '/', headers: BROWSER })
  t.match(page.headers, {
    'content-type': 'text/html; charset=utf-8',
    vary: 'Accept',
    'cache-control': 'no-store',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  })
})

test('what is first to see is whether all is well', async (t) => {
  const provider = createFakeProvider('r1')
  const verdict = async (options: Partial<AppOptions> = {}, of = provider) =>
    /<title>([^<]*)<\/title>/.exec((await pageOf(options, of)).body)?.[1]
  t.equal(await verdict(), 'All is well – Pointsman')
  t.equal(await verdict({}, createFakeProvider()), '● Nothing is served yet – Pointsman')
  t.match(await verdict({ traefiks: () => [{ ...TRAEFIK, problem: 'x' }] }), 'Traefik reports a fault')
  const warning = {
    code: 'bad-value',
    severity: 'warning',
    message: 'x',
    place: place('a.yaml'),
    notes: [],
  } as const
  provider.say({ diagnostics: [warning, warning] })
  t.match(await verdict(), '2 warnings')
  provider.say({ diagnostics: [{ ...warning, severity: 'error' }, warning] })
  t.match(await verdict(), '1 mistake; what was good is served')
  provider.say({ lastTry: { kind: 'held', at: NOW, reason: 'the folder is gone' } })
  t.match(await verdict(), 'Held')
  t.match((await pageOf({}, provider)).body, 'Because the folder is gone.')
})

test('a mistake has its frame, a file its state, a certificate its end', async (t) => {
  const provider = createFakeProvider('r1')
  const error = {
    code: 'bad-value',
    severity: 'error',
    message: 'It is wrong.',
    help: 'Right it.',
    place: { file: 'a.yaml', line: 2, column: 3, length: 4 },
    notes: [],
  } as const
  provider.say({
    diagnostics: Array.from({ length: 60 }, () => error),
    files: [
      { path: 'a.yaml', state: 'quarantined' },
      { path: 'b.yaml', state: 'served' },
      { path: 'c.yaml', state: 'left-out' },
    ],
    certificates: [
      { service: 'a', path: 'soon.pem', notAfter: new Date(Date.now() + 3.5 * 86_400_000) },
      { service: 'a', path: 'late.pem', notAfter: new Date(Date.now() + 90 * 86_400_000) },
      { service: 'a', path: 'ended.pem', notAfter: new Date(Date.now() - 86_400_000) },
    ],
  })
  const { body } = await pageOf({ sourceOf: () => 'one:\n  host: x\n  password: hunter2\n' }, provider)
  t.match(body, /<h3>It is wrong\.<\/h3>/)
  t.match(body, /2 \|   host: x\n<span class="mark"> {2}\| {3}\^{4}<\/span>/)
  t.match(body, '<span class="help">help: Right it.</span>')
  t.notMatch(body, /hunter2/)
  t.match(body, /And 10 more:/)
  t.match(body, /a\.yaml<\/code>\s*<\/td>\s*<td>its last good text is served/)
  t.match(body, /c\.yaml<\/code>\s*<\/td>\s*<td>nothing of it is served/)
  t.match(body, 'ends in 3 days')
  t.match(body, 'has ended')
  t.notMatch(body, /late\.pem|b\.yaml/)
})

test('services are shown with where they are reached and where they go, and can be searched', async (t) => {
  const provider = createFakeProvider('r1')
  provider.serve('r1', CONFIG, SERVICES)
  const snapshot = provider.current()
  if (snapshot === undefined) throw new Error('It was served just now.')
  const contents = createContents()
  t.strictSame(
    contents(snapshot).services.map(({ name, upstreams }) => [name, upstreams]),
    [
      ['db', ['db:5432']],
      ['dns', []],
      ['shop', ['http://shop-1:80', 'http://shop-2:80']],
      ['shop-blue', ['http://shop-1:80', 'http://shop-2:80', 'other@docker']],
    ],
  )
  t.equal(contents(snapshot), contents(snapshot), 'made once for a snapshot')

  const { body } = await pageOf({}, provider)
  for (const text of ['shop.example.com/api', 'blue.example.com', 'http://shop-2:80', 'db:5432', 'UDP'])
    t.match(body, `<code>${text}</code>`)
  for (const [query, names] of [
    ['BLUE', ['shop-blue']],
    ['shop-2', ['shop', 'shop-blue']],
    ['5432', ['db']],
    ['nothing', []],
  ] as const) {
    const found = await pageOf({}, provider, `/?q=${query}`)
    const shown = SERVICES.filter((name) => found.body.includes(`<td>${name}</td>`))
    t.same(shown, names, query)
  }
  t.match((await pageOf({}, provider, '/?q=a&q=b')).statusCode, 200)
})

test('thousands of services and clients are a page all the same', async (t) => {
  const provider = createFakeProvider('r1')
  const names = Array.from({ length: 5000 }, (_, index) => `s${index}`)
  const routers = names.map((name) => [
    name,
    { entryPoints: ['web'], rule: `Host(\`${name}.example.com\`)`, service: name },
  ])
  const services = names.map((name) => [name, { loadBalancer: { servers: [{ url: `http://${name}` }] } }])
  provider.serve(
    'r1',
    { http: { routers: Object.fromEntries(routers), services: Object.fromEntries(services) } },
    names,
  )
  const app = buildApp({ provider, hold: 0, version: '1.2.3' }).fastify
  const start = performance.now()
  const first = await app.inject({ url: '/', headers: BROWSER })
  const again = performance.now()
  await app.inject({ url: '/', headers: BROWSER })
  t.comment(
    `5,000 services: ${(again - start).toFixed(0)} ms, then ${(performance.now() - again).toFixed(0)} ms`,
  )
  t.ok(first.body.length < 200_000)
  t.match(first.body, 'And 4,800 more:')
})

test('who polls is shown, those that are behind first, and what each Traefik runs', async (t) => {
  const provider = createFakeProvider('r1')
  const fault = {
    section: 'http.routers',
    name: 'shop',
    status: 'disabled',
    error: 'the service does not exist',
    service: 'shop',
    place: place('shop.yaml'),
  } as const
  const traefiks = [
    TRAEFIK,
    { ...TRAEFIK, url: 'http://other:8080', faults: [fault] },
    {
      ...TRAEFIK,
      url: 'http://third:8080',
      state: 'unknown',
      problem: 'its API cannot be reached (ECONNREFUSED)',
    },
  ] as const
  const app = buildApp({ provider, hold: 0, version: '1.2.3', traefiks: () => traefiks }).fastify
  t.match((await app.inject({ url: '/', headers: BROWSER })).body, 'Nobody polls')
  for (const name of ['edge-1', 'edge-2'])
    await app.inject({ url: '/config', headers: { 'x-pointsman-client': name } })
  t.match((await app.inject({ url: '/', headers: BROWSER })).body, /2 clients,\s+all with the revision/)
  provider.publish('r2')
  await app.inject({ url: '/config', headers: { 'x-pointsman-client': 'edge-1' } })
  const { body } = await app.inject({ url: '/', headers: BROWSER })
  t.match(body, /2 clients,\s+1 with the revision/)
  t.ok(body.indexOf('edge-2') < body.indexOf('edge-1'), 'the one that is behind comes first')
  t.match(body, 'http://traefik:8080')
  t.match(body, '0.4 s')
  t.match(body, /<b>http router shop<\/b>\s+disabled\s*<code>shop\.yaml:1<\/code>/)
  t.match(body, 'ECONNREFUSED')
})

test('the static configuration is that of this address, with a token where one is asked for', async (t) => {
  const provider = createFakeProvider('r1')
  provider.serve('r1', CONFIG, SERVICES)
  const tokens = ['0123456789abcdef']
  const app = buildApp({ provider, hold: 0, version: '1.2.3', tokens: () => tokens }).fastify
  const headers = { ...BROWSER, host: 'pointsman:9790', authorization: `Bearer ${tokens[0]}` }
  t.notMatch((await app.inject({ url: '/', headers })).body, 'pollInterval')
  const { body } = await app.inject({ url: '/?setup', headers })
  for (const text of [
    'endpoint: http://pointsman:9790/config',
    'pollInterval: &quot;500ms&quot;',
    'Authorization:',
    'websecure:',
    'postgres:',
    'le:',
  ])
    t.match(body, text)
  t.notMatch(body, /0123456789abcdef/)
})

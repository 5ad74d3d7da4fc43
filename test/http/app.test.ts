import { gunzipSync } from 'node:zlib'
import { test } from 'tap'
import { diagnose } from '../../src/diagnostics/diagnostic.ts'
import { buildApp, type AppOptions, type HttpEvent } from '../../src/http/app.ts'
import { bodyOf, createFakeProvider } from './fakeProvider.ts'

function appOf(provider = createFakeProvider('r1'), options: Partial<AppOptions> = {}) {
  return buildApp({ provider, hold: 'auto', version: '1.2.3', ...options }).fastify
}

test('serves the bytes of the snapshot, with their length', async (t) => {
  const answer = await appOf().inject('/config')
  t.equal(answer.statusCode, 200)
  t.equal(answer.body, bodyOf('r1'))
  t.match(answer.headers, {
    'content-type': /^application\/json$/,
    'content-length': String(Buffer.byteLength(bodyOf('r1'))),
    etag: '"r1"',
    vary: 'Accept-Encoding',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  })
  t.notOk('content-encoding' in answer.headers)
})

test('serves the gzipped bytes that the snapshot has', async (t) => {
  const provider = createFakeProvider('r1')
  const answer = await appOf(provider).inject({ url: '/config', headers: { 'accept-encoding': 'gzip' } })
  t.equal(answer.statusCode, 200)
  t.same(answer.rawPayload, provider.current()?.gzip)
  t.equal(gunzipSync(answer.rawPayload).toString(), bodyOf('r1'))
  t.match(answer.headers, {
    'content-encoding': 'gzip',
    'content-length': String(answer.rawPayload.length),
    etag: 'W/"r1"',
    vary: 'Accept-Encoding',
  })
})

test('serves the schema of a definition to editors, also before there is anything else', async (t) => {
  const answer = await appOf(createFakeProvider()).inject('/schema.json')
  t.equal(answer.statusCode, 200)
  t.match(answer.headers, { 'content-type': /^application\/schema\+json/ })
  t.match(answer.json(), { properties: { services: {}, http: {} }, definitions: { service: {} } })
})

test('who refuses every coding is told so', async (t) => {
  const answer = await appOf().inject({ url: '/config', headers: { 'accept-encoding': '*;q=0' } })
  t.equal(answer.statusCode, 406)
  t.match(answer.json(), { status: 406 })
})

test('answers 304 to who has it already, and to nobody else', async (t) => {
  const app = appOf()
  for (const tag of ['"r1"', 'W/"r1"', '"r0", "r1"', '*']) {
    const answer = await app.inject({ url: '/config', headers: { 'if-none-match': tag } })
    t.equal(answer.statusCode, 304, tag)
    t.equal(answer.body, '')
    t.match(answer.headers, { etag: '"r1"', vary: 'Accept-Encoding', 'cache-control': 'no-cache' })
    t.notOk('content-length' in answer.headers)
  }
  for (const headers of [{ 'if-none-match': '"r0"' }, { 'if-modified-since': new Date().toUTCString() }])
    t.equal((await app.inject({ url: '/config', headers })).statusCode, 200)
})

test('HEAD gets the headers that GET gets', async (t) => {
  const app = appOf()
  for (const headers of [{}, { 'accept-encoding': 'gzip' }, { 'if-none-match': '"r1"' }]) {
    const [get, head] = await Promise.all([
      app.inject({ url: '/config', headers }),
      app.inject({ url: '/config', method: 'HEAD', headers }),
    ])
    t.equal(head.statusCode, get.statusCode)
    t.equal(head.body, '')
    t.same({ ...head.headers, date: '' }, { ...get.headers, date: '' })
  }
})

test('before the first snapshot there is a 503 that says why', async (t) => {
  const provider = createFakeProvider()
  const app = appOf(provider)
  const early = await app.inject('/config')
  t.equal(early.statusCode, 503)
  t.match(early.headers, { 'content-type': 'application/problem+json', 'retry-after': '1' })
  t.strictSame(early.json(), {
    type: 'about:blank',
    title: 'Service Unavailable',
    status: 503,
    detail: 'Nothing is served yet: the definitions have not been read yet.',
  })

  provider.say({ lastTry: { kind: 'held', at: new Date(), reason: 'there is no such folder' } })
  t.equal((await app.inject('/config')).json().detail, 'Nothing is served yet: there is no such folder.')
  t.equal((await app.inject({ url: '/config', method: 'HEAD' })).statusCode, 503)
})

test('a hold that cannot be read is a 400', async (t) => {
  const app = appOf()
  for (const query of ['hold=', 'hold=soon', 'hold=400', 'hold=5s', 'hold=1s&hold=2s', 'hold=%FF']) {
    const answer = await app.inject(`/config?${query}`)
    t.equal(answer.statusCode, 400, query)
    t.match(answer.headers, { 'content-type': 'application/problem+json' })
    t.match(answer.json().detail, /400ms/)
  }
  for (const query of ['hold=0', 'hold=400ms', 'hold=2s', 'hold=auto', 'other=1'])
    t.equal((await app.inject(`/config?${query}`)).statusCode, 200, query)
})

test('other methods are refused where there is something, whatever they bring', async (t) => {
  const app = appOf()
  const bodies = [{}, { payload: 'x'.repeat(5000), headers: { 'content-type': 'text/strange' } }]
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const)
    for (const body of bodies) {
      const answer = await app.inject({ method, url: '/config?hold=0', ...body })
      t.equal(answer.statusCode, 405, method)
      t.match(answer.headers, { allow: 'GET, HEAD', 'content-type': 'application/problem+json' })
      t.equal((await app.inject({ method, url: '/elsewhere', ...body })).statusCode, 404, method)
    }
})

test('an unknown path and a broken one are problems like the others', async (t) => {
  const app = appOf()
  for (const [url, status] of [
    ['/configs', 404],
    ['/config/', 404],
    ['/%ff', 400],
  ] as const) {
    const answer = await app.inject(url)
    t.equal(answer.statusCode, status, url)
    t.match(answer.headers, {
      'content-type': 'application/problem+json',
      'x-content-type-options': 'nosniff',
    })
    t.match(answer.json(), { type: 'about:blank', status, title: String, detail: String })
  }
})

test('a bug of ours is logged, and shown to nobody', async (t) => {
  const events: HttpEvent[] = []
  const bug = new Error('secret place')
  const provider = {
    ...createFakeProvider(),
    status() {
      throw bug
    },
  }
  const app = appOf({ ...createFakeProvider(), ...provider }, { log: (event) => events.push(event) })
  const answer = await app.inject('/status')
  t.equal(answer.statusCode, 500)
  t.notMatch(answer.body, /secret|stack|at /)
  t.match(answer.json(), { title: 'Internal Server Error', status: 500 })
  t.strictSame(events, [{ kind: 'fault', problem: 'a request could not be answered', error: bug }])
})

test('is alive at once, and ready with the first snapshot', async (t) => {
  const provider = createFakeProvider()
  const app = appOf(provider)
  t.strictSame((await app.inject('/healthz')).json(), { status: 'ok' })
  const before = await app.inject('/readyz')
  t.equal(before.statusCode, 503)
  t.match(before.headers, { 'content-type': 'application/problem+json' })
  provider.publish('r1')
  const after = await app.inject('/readyz')
  t.equal(after.statusCode, 200)
  t.match(after.json(), { status: 'ready' })
})

test('the status tells what is served, what was tried, and who polls', async (t) => {
  const provider = createFakeProvider('r1')
  const at = new Date('2026-01-02T03:04:06Z')
  const diagnostic = {
    code: 'bad-value',
    severity: 'error',
    message: 'This is not a value.',
    place: { file: 'a.yaml', line: 1, column: 2, length: 3 },
    notes: [],
  } as const
  provider.say({
    lastTry: { kind: 'published', at },
    diagnostics: [diagnostic],
    files: [{ path: 'a.yaml', state: 'quarantined' }],
  })
  const app = appOf(provider)
  await app.inject({ url: '/config', headers: { 'user-agent': 'Go-http-client/1.1' } })
  t.match((await app.inject('/status')).json(), {
    version: '1.2.3',
    served: { revision: 'r1', since: '2026-01-02T03:04:05.000Z', services: ['a', 'b'] },
    lastTry: { kind: 'published', at: at.toISOString() },
    diagnostics: [diagnostic],
    files: [{ path: 'a.yaml', state: 'quarantined' }],
    clients: [
      {
        address: '127.0.0.1',
        userAgent: 'Go-http-client/1.1',
        lastPoll: /^\d{4}-.*Z$/,
        revision: 'r1',
        held: false,
      },
    ],
  })
})

test('the root lists what there is', async (t) => {
  const provider = createFakeProvider()
  const app = appOf(provider)
  t.match((await app.inject('/')).body, /^Pointsman 1\.2\.3\nNothing is served yet\.\n/)
  provider.publish('r1')
  const answer = await app.inject('/')
  t.match(answer.headers, { 'content-type': /^text\/plain/ })
  t.match(answer.body, 'Revision r1 with 2 services.')
  for (const path of ['/config', '/status', '/readyz', '/healthz']) t.match(answer.body, path)
})

test('the root tells what is wrong, and where, with no line of a file', async (t) => {
  const provider = createFakeProvider('r1')
  const app = appOf(provider)
  const at = (file: string, line: number) => ({ file, line, column: 3, length: 1 })
  provider.say({
    diagnostics: [
      diagnose('unused-key', { key: 'a', why: 'this is a test' }, at('a.yaml', 1)),
      ...Array.from({ length: 24 }, (_, n) => diagnose('emptied-file', {}, at(`b\u001b.yaml`, n + 2))),
    ],
    lastTry: { kind: 'held', at: new Date(), reason: 'there is no directory `/x`' },
  })
  const lines = (await app.inject('/')).body.split('\n')
  t.same(lines.slice(0, 4), [
    'Pointsman 1.2.3',
    'Revision r1 with 2 services.',
    'Held: what was served before is served on.',
    'Because there is no directory `/x`.',
  ])
  t.match(lines[5], 'b␛.yaml:2:3: error: This file is empty')
  t.equal(lines[25], 'and 5 more: /status has all of them')
  provider.say({ diagnostics: [diagnose('unused-key', { key: 'a', why: 'x' }, at('a.yaml', 1))] })
  t.match((await app.inject('/')).body, /\n1 warning\.\n\na\.yaml:1:3: warning: /)
})

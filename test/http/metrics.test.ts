/** `/metrics`: what happened and what is, in the words of Prometheus. */
import { test } from 'tap'
import { buildApp } from '../../src/http/app.ts'
import { diagnose } from '../../src/diagnostics/diagnostic.ts'
import { startOf } from '../../src/diagnostics/place.ts'
import { createFakeProvider } from './fakeProvider.ts'

function start(revision?: string) {
  const provider = createFakeProvider(revision)
  const state = { good: 3, failed: 1, last: new Date(1000_000) }
  const { fastify: app } = buildApp({ provider, hold: 'auto', version: '1.2.3', stateWrites: () => state })
  return {
    provider,
    poll: (client: string) => app.inject({ url: '/config', headers: { 'x-pointsman-client': client } }),
    async metrics() {
      const answer = await app.inject('/metrics')
      const lines = answer.body.split('\n')
      return {
        answer,
        has: (line: string) => lines.includes(line),
        named: (name: string) => lines.filter((line) => line.startsWith(name)),
      }
    },
  }
}

test('says what is served, what is wrong and when certificates end', async (t) => {
  const { provider, metrics } = start('r1')
  provider.say({
    diagnostics: ['a', 'b'].map((name) => diagnose('duplicate-service', { name }, startOf(`${name}.yaml`))),
    files: [
      { path: 'a.yaml', state: 'quarantined' },
      { path: 'b.yaml', state: 'served' },
    ],
    certificates: [{ service: 'a', path: 'a "1".pem', notAfter: new Date('2030-01-01') }],
  })
  const { answer, has } = await metrics()
  t.match(answer.headers['content-type'], /^text\/plain; version=0\.0\.4; charset=utf-8/)
  for (const line of [
    'pointsman_ready 1',
    'pointsman_services 2',
    'pointsman_build_info{version="1.2.3"} 1',
    `pointsman_body_bytes{coding="identity"} ${provider.current()?.body.length}`,
    'pointsman_files{state="quarantined"} 1',
    'pointsman_files{state="left-out"} 0',
    'pointsman_diagnostics{code="duplicate-service",severity="error"} 2',
    'pointsman_certificate_not_after_timestamp_seconds{path="a \\"1\\".pem",service="a"} 1893456000',
    'pointsman_state_writes_total{result="failed"} 1',
    'pointsman_state_written_timestamp_seconds 1000',
  ])
    t.ok(has(line), line)
  provider.say({})
  t.same((await metrics()).named('pointsman_diagnostics{'), [], 'what is mended is gone')
})

test('counts reloads and publications from the start, before anybody asked', async (t) => {
  const { provider, metrics } = start()
  const at = new Date()
  t.same((await metrics()).named('pointsman_last_success'), [], 'there was none')
  provider.reload({ outcome: { kind: 'published', at }, took: 20 })
  provider.reload({ outcome: { kind: 'unchanged', at }, took: 1 })
  provider.reload({ outcome: { kind: 'held', at, reason: 'x' }, took: 1 })
  const { has, named } = await metrics()
  for (const outcome of ['published', 'unchanged', 'held'])
    t.ok(has(`pointsman_reloads_total{outcome="${outcome}"} 1`), outcome)
  t.ok(has('pointsman_publish_duration_seconds_bucket{le="0.01"} 0'))
  t.ok(has('pointsman_publish_duration_seconds_bucket{le="0.025"} 1'))
  t.ok((await metrics()).has('pointsman_publish_duration_seconds_count 1'), 'each is counted once')
  t.equal(named('pointsman_last_success_timestamp_seconds ').length, 1)
  t.ok(has('pointsman_ready 0'))
})

test('says of each Traefik whether it runs what is served', async (t) => {
  const traefik = {
    version: '3.7.9',
    revision: 'r1',
    problem: undefined,
    since: new Date(Date.now() - 90_000),
  }
  const fault = { section: 'http.routers', name: 'a', error: 'x', service: undefined, place: undefined }
  const { fastify } = buildApp({
    provider: createFakeProvider('r1'),
    hold: 'auto',
    version: '1',
    traefiks: () => [
      { ...traefik, url: 'http://a', state: 'applied', lag: 0.5, faults: [{ ...fault, status: 'disabled' }] },
      { ...traefik, url: 'http://b', state: 'pending', lag: undefined, faults: [] },
      { ...traefik, url: 'http://c', state: 'unknown', lag: undefined, faults: [] },
    ],
  })
  const { body } = await fastify.inject('/metrics')
  for (const line of [
    'pointsman_applied{traefik="http://a",state="applied"} 1',
    'pointsman_applied{traefik="http://b",state="applied"} 0',
    'pointsman_applied_lag_seconds{traefik="http://a"} 0',
    'pointsman_apply_duration_seconds{traefik="http://a"} 0.5',
    'pointsman_traefik_faults{traefik="http://a",status="disabled"} 1',
  ])
    t.ok(body.split('\n').includes(line), line)
  t.match(body, /^pointsman_applied_lag_seconds\{traefik="http:\/\/b"\} 9\d/m)
  t.notMatch(body, /lag_seconds\{traefik="http:\/\/c"/)
})

test('counts polls by client and code, for a bounded number of clients', async (t) => {
  const { provider, poll, metrics } = start()
  await poll('edge')
  provider.publish('r1')
  await poll('edge')
  for (let count = 0; count < 150; count++) await poll(`client${count}`)
  const { has, named } = await metrics()
  t.ok(has('pointsman_polls_total{client="edge",code="503"} 1'))
  t.ok(has('pointsman_polls_total{client="edge",code="200"} 1'))
  t.ok(has('pointsman_polls_total{client="others",code="200"} 51'))
  t.equal(named('pointsman_polls_total{').length, 102)
})

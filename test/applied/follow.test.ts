import { test, type Test } from 'tap'
import { createApi } from '../../src/applied/api.ts'
import { follow, type Expected } from '../../src/applied/follow.ts'
import { look } from '../../src/applied/look.ts'
import { findOwner } from '../../src/applied/owner.ts'
import { parseApiUrl } from '../../src/cli/apiUrl.ts'
import { appliedLine } from '../../src/cli/appliedLine.ts'
import type { AppliedEvent } from '../../src/provider/applied.ts'
import { waitFor } from '../cli/program.ts'
import { freePorts } from '../traefik/fed.ts'
import { startFakeApi, traefikWith, type Said } from './fakeApi.ts'

const [R1, R2] = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb']
const PLACE = { file: 'shop.yaml', line: 3, column: 3, length: 4 }
const BROKEN = {
  name: 'websecure-shop@http',
  status: 'disabled',
  error: ['the service "x@docker" does not exist'],
}

const apiOf = (url: string, authorization?: string) =>
  createApi({ url, authorization: () => authorization }, new AbortController().signal)

test('what is faulty is asked for page by page, and only that', async (t) => {
  const many = Array.from({ length: 250 }, (_, index) => ({
    name: `r${index}@http`,
    status: index % 2 === 0 ? 'disabled' : 'warning',
    error: [`e${index}`],
  }))
  const others = [{ name: 'theirs@docker', status: 'disabled', error: ['x'] }]
  const api = await startFakeApi(t, traefikWith([R1], [...many, ...others]))
  const found = await look(apiOf(api.url))
  t.match(found, { version: '3.7.9', revisions: [R1] })
  t.equal(found.faults.length, 250)
  t.match(found.faults[0], { section: 'http.routers', name: 'r1', status: 'warning', error: 'e1' })
  t.notOk(api.asked.some(({ url }) => url.includes('/services') || url.includes('/tcp')))

  api.say(traefikWith([]))
  t.same(await look(apiOf(api.url)), { version: '3.7.9', revisions: [], faults: [] })
})

test('a fault is traced to its definition, also when Traefik splits a router between entry points', (t) => {
  const ownerOf = (section: string, name: string) =>
    section === 'http.routers' && name === 'my-shop' ? { service: 'my-shop', place: PLACE } : undefined
  for (const shown of ['my-shop', 'websecure-my-shop', 'web-conflicted-my-shop', 'my-own-point-my-shop'])
    t.match(findOwner(ownerOf, 'http.routers', shown), { name: 'my-shop', owner: { place: PLACE } }, shown)
  for (const shown of ['shop', 'my-shop-http', ''])
    t.match(findOwner(ownerOf, 'http.routers', shown), { name: shown, owner: undefined }, shown)
  t.equal(findOwner(ownerOf, 'http.services', 'my-shop').owner, undefined)
  t.end()
})

async function following(t: Test, said: Said, expected: () => Expected | undefined) {
  const api = await startFakeApi(t, said)
  const events: AppliedEvent[] = []
  let ahead = 0
  const followed = follow({
    api: apiOf(api.url, 'Bearer secret'),
    expected,
    ownerOf: (_section, name) => (name === 'shop' ? { service: 'shop', place: PLACE } : undefined),
    log: (event) => events.push(event),
    now: () => new Date(Date.now() + ahead),
  })
  t.teardown(() => followed.close())
  const until = (what: string, holds: () => boolean) =>
    waitFor(
      what,
      () => (holds() ? true : undefined),
      () => JSON.stringify([followed.status(), events]),
    )
  const lines = () => events.flatMap((event) => (event.kind === 'fault' ? [] : [appliedLine(event).message]))
  return { api, followed, events, lines, until, later: (milliseconds: number) => (ahead += milliseconds) }
}

test('a Traefik is followed from one revision to the next', async (t) => {
  let expected: Expected = { revision: R1, since: new Date() }
  const { api, followed, lines, until, later } = await following(t, traefikWith([R1]), () => expected)
  await until('it runs the first', () => followed.status().state === 'applied')
  t.match(followed.status(), { revision: R1, version: '3.7.9', lag: Number, faults: [] })
  t.equal(api.asked[0]?.authorization, 'Bearer secret')

  expected = { revision: R2, since: new Date() }
  followed.wake()
  t.match(followed.status(), { state: 'pending', revision: R1, since: expected.since }, 'at once')
  const before = api.asked.length
  await until('it is asked again', () => api.asked.length > before + 3)
  t.match(followed.status(), { state: 'pending', revision: R1 })
  later(20_000)
  followed.wake()
  await until('it is missed', () => lines().length === 2)
  api.say(traefikWith([R1, R2]))
  followed.wake()
  await until('it runs the second', () => followed.status().state === 'applied')
  t.match(lines(), [
    new RegExp(`^Traefik at ${api.url} runs ${R1}, \\d+\\.\\d s after it was published$`),
    new RegExp(`still runs ${R1}, not ${R2}: it does not poll`),
    new RegExp(`runs ${R2}, 2\\d\\.\\d s after`),
  ])
})

test('faults come with their place, and are told when they change', async (t) => {
  const expected: Expected = { revision: R1, since: new Date() }
  const { api, followed, events, lines, until } = await following(
    t,
    traefikWith([R1], [BROKEN]),
    () => expected,
  )
  await until('the fault is told', () => events.some(({ kind }) => kind === 'faults'))
  t.match(followed.status().faults, [
    {
      section: 'http.routers',
      name: 'shop',
      status: 'disabled',
      error: 'the service "x@docker" does not exist',
      service: 'shop',
      place: PLACE,
    },
  ])
  const secret = { name: 'other@http', status: 'warning', error: ['http://me:hunter2@host is no server'] }
  api.say(traefikWith([R1], [BROKEN, secret]))
  followed.wake()
  await until('the second is told', () => lines().length === 3)
  api.say(traefikWith([R1]))
  followed.wake()
  await until('none is told', () => lines().length === 4)
  t.match(lines().slice(1), [
    /reports a fault: router shop \(shop\.yaml:3\) is disabled: the service "x@docker" does not exist$/,
    /reports 2 faults: router other has a warning: http:\/\/me:\*+@host is no server; router shop/,
    /finds no fault any more$/,
  ])
})

test('why a Traefik cannot be asked is said once, and what it ran is remembered', async (t) => {
  const expected: Expected = { revision: R1, since: new Date() }
  const { api, followed, lines, until } = await following(t, traefikWith([R1]), () => expected)
  await until('it runs it', () => followed.status().state === 'applied')
  const wrong: readonly (readonly [Said, RegExp])[] = [
    [{ '/api/version': 401 }, /other credentials \(401\)/],
    [{}, /no API at this address \(404\)/],
    [{ ...traefikWith([R1]), '/api/overview': 503 }, /answered 503/],
    [{ ...traefikWith([R1]), '/api/overview': 302 }, /answered 302/],
    [{ ...traefikWith([R1]), '/api/overview': '<html>' }, /something else than JSON/],
    [{ ...traefikWith([R1]), '/api/http/middlewares': {} }, /something else than a list/],
  ]
  for (const [said, problem] of wrong) {
    api.say(said)
    for (let times = 0; times < 2; times++) {
      const before = api.asked.length
      followed.wake()
      await until(`it was asked: ${String(problem)}`, () => api.asked.length > before + 2)
    }
    await until(String(problem), () => problem.test(followed.status().problem ?? ''))
    t.match(followed.status(), { state: 'unknown', revision: R1 })
  }
  t.equal(lines().length, 1 + wrong.length)
  api.say(traefikWith([R1]))
  followed.wake()
  await until('it is back', () => followed.status().state === 'applied')
  t.equal(followed.status().problem, undefined)
})

test('one that is not there is told of in words', async (t) => {
  const { followed, lines, until } = await following(t, {}, () => undefined)
  followed.close()
  const [port] = await freePorts(1)
  const gone = follow({
    api: apiOf(`http://127.0.0.1:${port}`),
    expected: () => undefined,
    ownerOf: () => undefined,
    log: (event) => t.match(event, { kind: 'not-asked', traefik: { problem: /cannot be reached \(E/ } }),
  })
  t.teardown(() => gone.close())
  await until('it is told', () => gone.status().problem !== undefined)
  t.same(lines(), [])
})

test('the address of an API may end in /api, and holds no password', (t) => {
  for (const [text, url] of [
    ['http://traefik:8080', 'http://traefik:8080'],
    ['http://traefik:8080/', 'http://traefik:8080'],
    ['https://traefik.example.com/api/', 'https://traefik.example.com'],
    ['http://traefik/base/api', 'http://traefik/base'],
  ] as const)
    t.same(parseApiUrl(text), { value: url }, text)
  for (const text of ['traefik:8080', 'ftp://traefik', 'http://me:pw@traefik', 'http://traefik?x=1', ''])
    t.ok('problem' in parseApiUrl(text), text)
  t.end()
})

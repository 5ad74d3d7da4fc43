import { test } from 'tap'
import { buildApp, type HttpEvent } from '../../src/http/app.ts'
import { createFakeProvider } from './fakeProvider.ts'

const [OLD, NEW] = ['old-token-0123456789', 'new-token-9876543210']

function appOf(tokens: () => readonly string[], log?: (event: HttpEvent) => void) {
  const provider = createFakeProvider('r1')
  return buildApp({ provider, hold: 0, version: '1.2.3', tokens, ...(log ? { log } : {}) }).fastify
}

const bearer = (token: string) => `Bearer ${token}`
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`

test('without the token there is nothing but whether all is well', async (t) => {
  const tokens = [NEW]
  const app = appOf(() => tokens)
  for (const url of ['/healthz', '/readyz']) t.equal((await app.inject(url)).statusCode, 200, url)
  for (const url of ['/', '/config', '/config?hold=0', '/status', '/nowhere', '/healthz/', '//healthz'])
    for (const method of ['GET', 'HEAD', 'POST'] as const) {
      const answer = await app.inject({ method, url })
      t.equal(answer.statusCode, 401, `${method} ${url}`)
      t.match(answer.headers, {
        'content-type': 'application/problem+json',
        'www-authenticate': ['Bearer realm="Pointsman"', 'Basic realm="Pointsman", charset="UTF-8"'],
        'x-content-type-options': 'nosniff',
      })
      t.notMatch(answer.body, /r1|services/)
    }
})

test('a program brings the token as bearer, a browser as the password of any user', async (t) => {
  const tokens = [OLD, NEW]
  const app = appOf(() => tokens)
  for (const authorization of [
    bearer(OLD),
    bearer(NEW),
    `bearer  ${NEW}`,
    basic(`:${NEW}`),
    basic(`anybody:${OLD}`),
    `BASIC ${basic(`traefik:${NEW}`).slice(6)}`,
  ]) {
    const answer = await app.inject({ url: '/config', headers: { authorization } })
    t.equal(answer.statusCode, 200, authorization)
  }
  for (const authorization of [
    '',
    NEW,
    'Bearer',
    'Bearer ',
    bearer(NEW.slice(1)),
    bearer(`${NEW}x`),
    bearer(NEW.toUpperCase()),
    bearer(''),
    `Digest ${NEW}`,
    basic(NEW),
    basic(`${NEW}:`),
    basic(`${NEW}:${NEW}x`),
    'Basic !!!!',
  ]) {
    const answer = await app.inject({ url: '/config', headers: { authorization } })
    t.equal(answer.statusCode, 401, authorization)
  }
})

test('tokens may change at any time, and with none nobody is let in', async (t) => {
  let tokens = [OLD]
  const app = appOf(() => tokens)
  const status = async (token: string) =>
    (await app.inject({ url: '/status', headers: { authorization: bearer(token) } })).statusCode
  t.same([await status(OLD), await status(NEW)], [200, 401])
  tokens = [NEW]
  t.same([await status(OLD), await status(NEW)], [401, 200])
  tokens = []
  t.same([await status(OLD), await status(NEW), await status('')], [401, 401, 401])
})

test('who is turned away is told of once, without what was presented', async (t) => {
  const events: HttpEvent[] = []
  const tokens = [NEW]
  const app = appOf(
    () => tokens,
    (event) => events.push(event),
  )
  for (let n = 0; n < 3; n++)
    await app.inject({ url: '/config', headers: { authorization: bearer('my-other-password') } })
  t.strictSame(events, [{ kind: 'refused', reason: '127.0.0.1 came with a wrong token' }])
})

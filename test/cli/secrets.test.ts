/** Plants secrets wherever one can be, and looks for them in everything that is shown. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import tap, { test } from 'tap'
import { runProgram, startProgram, waitFor } from './program.ts'

tap.setTimeout(120_000)

const TOKEN = 'PLANTEDtoken0123456789'
const ENV = {
  PLANT_HEADER: 'PLANTEDenvheader',
  PLANT_HOST: 'PLANTED env host',
  PLANT_URL: 'http://PLANTED env url',
  PLANT_TIME: 'PLANTEDenvtime',
  PLANT_CONTROL: 'PLANTED\u0001control',
}
const HASH = '$$2y$$05$$PLANTEDhashPLANTEDhashPLANTEDhashPLANTEDhashPLANTEDha'

const GOOD = `services:
  good:
    host: good.example.com
    upstream: http://good:80
    tls: { cert: ../live.pem, key: ../live-key.pem }
    auth: { basic: ["admin:${HASH}"] }
    headers:
      request:
        Authorization: Bearer PLANTEDinlinebearer
        X-Api-Key: PLANTEDinlinekey
        X-From-Env: \${PLANT_HEADER}
`
/** Mistakes on the lines of secrets, beside them, and because of them. */
const BROKEN = `services:
  broken:
    host: broken.example.com
    upstream: http://me:PLANTEDurlpassword@broken:80
    headres: {}
    auth: { basic: ["admin:PLANTEDplainpassword", "PLANTEDnocolon"], nothing: 1 }
    headers:
      request:
        Authorization: Bearer PLANTEDbearer
        nothing: [PLANTEDlist]
        X-Api-Key: PLANTEDkey
        "X Bad": PLANTEDbadname
        X-Control: \${PLANT_CONTROL}
        X-Token: PLANTEDtokenheader
      respnse: {}
  second:
    host: \${PLANT_HOST}
    upstream: \${PLANT_URL}
    timeouts: { connect: "\${PLANT_TIME}" }
    auth:
      basic:
        - me:PLANTEDlistitem
        - "admin:${HASH}"
      nothing: true
    tls:
      cert: ../live-key.pem
      key: ../live.pem
`
const SYNTAX = `services:
  third:
    host: third.example.com
    headers: { request: { Authorization: "Bearer PLANTEDsyntax }
    password: PLANTEDpassword
`
/** Below a header that no word of it calls secret, a value that is none of the language's business is shown. */
const KEY = readFileSync('test/cli/certificates/one-k.pem', 'utf8').split('\n')[1] ?? 'no key'
const PLANTED = new RegExp(`PLANTED(?!list|badname)|${KEY.replace(/[+/]/g, '.')}`)

test('no secret is shown by any endpoint, the log, or a diagnostic', async (t) => {
  const root = t.testdir({
    services: { 'good.yaml': GOOD, 'broken.yaml': BROKEN, 'syntax.yaml': SYNTAX },
    token: TOKEN,
  })
  for (const [from, to] of [
    ['one-c', 'live'],
    ['one-k', 'live-key'],
  ])
    cpSync(`test/cli/certificates/${from}.pem`, join(root, `${to}.pem`))

  for (const format of ['json', 'pretty']) {
    const program = startProgram(
      ['serve', 'services', '--listen', '127.0.0.1:0', '--log-format', format, '--token-file', 'token'],
      { cwd: root, env: ENV },
    )
    t.teardown(() => program.kill())
    const started = await program.until('it publishes', (out) => out.includes('published'))
    const url = /(http:\/\/127\.0\.0\.1:\d+)\/config/.exec(started)?.[1] ?? ''
    const headers = { authorization: `Bearer ${TOKEN}` }
    const config = await (await fetch(`${url}/config`, { headers })).text()
    for (const secret of ['PLANTEDhash', 'PLANTEDinlinebearer', 'PLANTEDenvheader', KEY])
      t.ok(config.includes(secret), `what is served holds ${secret}`)
    t.notOk(config.includes(TOKEN))

    for (const path of [
      '/',
      '/status',
      '/readyz',
      '/healthz',
      '/metrics',
      '/nowhere',
      '/%ff',
      '/config?hold=never',
    ])
      for (const accept of ['*/*', 'text/html'])
        for (const sent of [headers, { authorization: 'Bearer PLANTEDwrongtoken' }]) {
          const answer = await fetch(`${url}${path}`, { headers: { ...sent, accept } })
          const text = `${JSON.stringify([...answer.headers])}${await answer.text()}`
          t.notMatch(text, PLANTED, `${answer.status} ${path} ${accept}`)
        }
    writeFileSync(join(root, 'token'), '')
    await program.until('the token is missed', (out) => out.includes('holds no token'))
    writeFileSync(join(root, 'token'), TOKEN)
    const log = await waitFor(
      'every mistake is in the log',
      () => program.until('', (out) => out.includes('respnse') && out.includes('syntax.yaml')),
      () => '',
    )
    t.match(log, /somebody was not let in/)
    t.notMatch(log, PLANTED, format)
    await program.end('SIGTERM')
  }

  for (const format of ['pretty', 'json', 'github', 'sarif']) {
    const { out, err } = await runProgram(['check', 'services', '--format', format], { cwd: root, env: ENV })
    t.match(out, /respnse/)
    t.notMatch(out + err, PLANTED, format)
  }
})

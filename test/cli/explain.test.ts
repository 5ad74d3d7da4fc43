/** `pointsman explain`: which router takes a request, what happens to it, and which one condition failed. */
import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import tap, { test, type Test } from 'tap'
import { runProgram } from './program.ts'

tap.setTimeout(120_000)

const FILES = {
  'shop.yaml': `services:
  shop:
    host: shop.example.com
    path: /cart
    upstream: http://shop:80
    allow: [10.0.0.0/8]
    headers: { request: { X-Api-Key: a-secret-of-ours } }
  blog:
    host: blog.example.com
    redirectFrom: old.example.com
    split:
      - { upstream: http://a, weight: 3 }
      - { upstream: http://b, weight: 1 }
`,
  'plain.yaml': `services:
  plain: { host: plain.example.com, upstream: http://plain, https: off, match: { method: POST, header: { X-A: b } } }
  loop: { host: loop.example.com, upstream: http://loop, https: off, redirects: [{ from: /a, to: /b }, { from: /b, to: /a }] }
  away: { host: away.example.com, upstream: http://away, redirects: [{ from: /, to: "https://elsewhere.example.org/" }] }
`,
  'streams.yaml': `services:
  db:
    tcp: { entryPoint: postgres, sni: db.example.com, upstream: 'pg:5432', allow: [10.0.0.0/8] }
`,
  'traefik.yaml': `http:
  routers:
    mine: { rule: "Host(\`mine.example.com\`) && !PathPrefix(\`/admin\`)", service: other@docker, entryPoints: [web] }
    low: { rule: "HostRegexp(\`^.+$\`)", service: other@docker, entryPoints: [web], priority: 1, middlewares: [auth@file] }
`,
}

async function explain(t: Test, ...args: string[]) {
  const cwd = t.testdir({ services: FILES })
  return runProgram(['explain', ...args], { cwd })
}

test('who may not come is told which middleware refuses, and why; nothing secret is shown', async (t) => {
  const { code, out } = await explain(t, 'shop.example.com/cart')
  t.equal(code, 0, 'a router answers')
  t.match(
    out,
    /^GET https:\/\/shop\.example\.com\/cart\n {2}from 203\.0\.113\.7, on the entry point websecure\n/,
  )
  t.match(out, / {2}router {8}shop {2}services\/shop\.yaml:2\n/)
  t.match(out, / {18}Host\(`shop\.example\.com`\) && \(Path\(`\/cart`\) \|\| PathPrefix\(`\/cart\/`\)\)\n/)
  t.match(out, / {2}TLS options {3}modern \(TLS 1\.3 or later\)\n/)
  t.match(out, /refuses `203\.0\.113\.7`: it is in none of `10\.0\.0\.0\/8`\n/)
  t.match(out, / {2}answer {8}403: `allow-[\w.-]+` answers\n$/)
  t.notMatch(out, /a-secret-of-ours/)
})

test('redirects are followed, and the upstream is told with what it gets', async (t) => {
  const { code, out } = await explain(t, 'http://shop.example.com/cart/x?q=1', '--from', '10.1.1.1')
  t.equal(code, 0)
  t.match(
    out,
    /answer {8}301: `https-redirect` answers\n {18}Location: https:\/\/shop\.example\.com\/cart\/x\?q=1\n[^]*\n\nGET https:/,
  )
  t.match(out, /lets `10\.1\.1\.1` pass: it is in `10\.0\.0\.0\/8`\n/)
  t.match(
    out,
    / {2}upstream {6}http:\/\/shop:80\/cart\/x\?q=1\n {18}service shop\n {18}Host: shop\.example\.com\n/,
  )
  t.match(out, / {2}it also gets {2}X-Api-Key: \(secret, not shown\)\n {16}X-Forwarded-For: 10\.1\.1\.1\n/)
  t.notMatch(out, /a-secret-of-ours/)
})

test('a share of the requests goes to each part of a split', async (t) => {
  const { code, out } = await explain(t, 'http://old.example.com/x')
  t.equal(code, 0)
  t.match(out, /Location: https:\/\/blog\.example\.com\/x\n/)
  t.match(out, /http:\/\/a\/x {2}\(75 % of the requests\)\n[^]*http:\/\/b\/x {2}\(25 % of the requests\)\n/)
})

for (const [what, args, said] of [
  [
    'a host that is misspelt',
    ['https://shop.exmaple.com/cart'],
    /answer {8}404: no router takes it\n {2}nearest {7}shop {2}services\/shop\.yaml:2\n[^]*?it wants Host\(`shop\.example\.com`\), and the host is `shop\.exmaple\.com`: is one of them misspelt\?\n/,
  ],
  [
    'another path of the host',
    ['https://shop.example.com/'],
    /nearest {7}shop {2}services\/shop\.yaml:2\n[^]*?it wants Path\(`\/cart`\), and the path is `\/`\n/,
  ],
  [
    'capitals in a path',
    ['https://shop.example.com/Cart/x'],
    /it wants PathPrefix\(`\/cart\/`\), and the path is `\/Cart\/x`: capitals count\n|it wants Path\(`\/cart`\), and the path is `\/Cart\/x`: capitals count\n/,
  ],
  [
    'a service without TLS, asked over TLS',
    ['https://plain.example.com/', '--method', 'post', '--header', 'X-A: b'],
    /nearest {7}plain {2}services\/plain\.yaml:2\n[^]*?it hears requests without TLS only on `web`\n/,
  ],
  [
    'an entry point that it does not listen on',
    ['http://plain.example.com/', '--method', 'POST', '--header', 'x-a: b', '--entry-point', 'other'],
    /it hears requests on `web`, and not on `other`\n/,
  ],
  [
    'TLS for a name that nobody has',
    ['--tcp', 'dbx.example.com'],
    /answer {8}no TCP router takes it, so HTTP answers: 404\n[^]*the name in the handshake is `dbx\.example\.com`: is one of them misspelt\?\n/,
  ],
  [
    'a client that a TCP router refuses',
    ['--tcp', 'db.example.com'],
    /router {8}db {2}services\/streams\.yaml:2\n[^]*closed {8}`db-allow[\w.-]*` lets only `10\.0\.0\.0\/8` in, and `203\.0\.113\.7` is in none of them\n|closed {8}`allow-[\w.-]+` lets only `10\.0\.0\.0\/8` in, and `203\.0\.113\.7` is in none of them\n/,
  ],
  [
    'a client that offers only what the TLS options do not know',
    ['--tcp', 'db.example.com', '--from', '10.0.0.1', '--alpn', 'unheard-of'],
    /closed {8}the handshake fails: the client offers `unheard-of`, and the TLS options `modern-tcp` have nothing of it in `alpnProtocols`\n$/,
  ],
  [
    'redirects in a circle',
    ['http://loop.example.com/a'],
    /This redirect leads in a circle: browsers give up\.\n$/,
  ],
  ['a user that is no escape', ['https://%zz@shop.example.com./'], /answer {8}404: no router takes it\n/],
  [
    'a host that is none',
    ['http://shop_.example.com/%zz', '--header', 'Host: a b'],
    /answer {8}400: the `Host` header is not a host\n/,
  ],
] as const) {
  test(`${what} ends with 1`, async (t) => {
    const { code, out } = await explain(t, ...args)
    t.equal(code, 1)
    t.match(out, said)
  })
}

for (const [what, args, said] of [
  [
    'conditions that do not hold, each by itself',
    ['http://plain.example.com/'],
    /router {8}low {2}services\/traefik\.yaml:4\n[^]*is of another provider: what it does is not known here[^]*note {10}What the service `other@docker` does stands in another place\.\n/,
  ],
  [
    'a router in the words of Traefik, and one that loses',
    ['http://mine.example.com/x'],
    /router {8}mine {2}services\/traefik\.yaml:3\n[^]*also matches {2}low {2}\(priority 1\) {2}services\/traefik\.yaml:4\n/,
  ],
  [
    'a redirect to where nobody here answers',
    ['https://away.example.com/'],
    /No definition answers for `elsewhere\.example\.org`: what comes there is not known here\.\n$/,
  ],
  [
    'a WebSocket, and a password in the URL',
    ['ws://user:pw@mine.example.com/'],
    /^GET http:\/\/mine\.example\.com\/\n/,
  ],
  [
    'a name that HTTPS routers take',
    ['--tcp', 'shop.example.com', '--entry-point', 'websecure', '--alpn', 'h2'],
    /HTTPS {9}its routers take it: `pointsman explain https:\/\/shop\.example\.com` tells which\n/,
  ],
  [
    'a connection that is let in',
    ['--tcp', 'db.example.com', '--from', '10.0.0.1'],
    /TLS {11}terminated\n {2}upstream {6}pg:5432\n/,
  ],
  [
    'a client that offers a protocol, as libpq does since PostgreSQL 17',
    ['--tcp', 'db.example.com', '--from', '10.0.0.1', '--alpn', 'postgresql'],
    /TLS {11}terminated\n {2}upstream {6}pg:5432\n/,
  ],
] as const) {
  test(`${what}: ends with 0`, async (t) => {
    const { code, out } = await explain(t, ...args)
    t.equal(code, 0)
    t.match(out, said)
  })
}

test('the same as JSON, for programs', async (t) => {
  const { code, out } = await explain(t, 'http://shop.example.com/cart', '--format', 'json')
  t.equal(code, 0)
  const { hops } = JSON.parse(out)
  t.match(hops, [
    {
      request: { method: 'GET', url: 'http://shop.example.com/cart', entryPoint: 'web', from: '203.0.113.7' },
      status: 301,
      location: 'https://shop.example.com/cart',
      router: { file: 'services/shop.yaml', line: 2 },
    },
    {
      status: 403,
      router: { name: 'shop', priority: Number, rule: /^Host/ },
      tlsOptions: 'modern (TLS 1.3 or later)',
      middlewares: [{ name: 'forwarded-https', type: 'headers', does: [String] }, { type: 'ipAllowList' }],
    },
  ])
  const tcp = JSON.parse((await explain(t, '--tcp', 'db.example.com', '--format', 'json')).out)
  t.match(tcp, {
    connections: [{ connection: { entryPoint: 'postgres', sni: 'db.example.com' }, because: /lets only/ }],
  })
})

test('a wrong call is told in a sentence, and ends with 2', async (t) => {
  t.match(await explain(t), { code: 2, err: /^Which request\? Try / })
  t.match(await explain(t, '--tcp', 'a b'), { code: 2, err: /must be a host name, or `-`/ })
  t.match(await explain(t, 'ftp://shop.example.com/'), {
    code: 2,
    err: /is no URL that Traefik could be asked for/,
  })
  t.match(await explain(t, 'ht!tp://shop.example.com/'), { code: 2, err: /is no URL/ })
  t.match(await explain(t, 'shop.example.com', '--from', 'home'), {
    code: 2,
    err: /must be an IP address, not `home`/,
  })
  t.match(await explain(t, 'shop.example.com', '--header', 'X-A'), {
    code: 2,
    err: /must be `Name: value`, not `X-A`/,
  })
})

test('a file with a mistake is shown, and the rest is explained without it', async (t) => {
  const files = {
    'bad.yaml': 'services: { shop: { hots: a.example } }',
    'good.yaml': 'services: { good: { host: good.example, upstream: http://good } }',
  }
  const cwd = t.testdir({ services: files })
  const { code, err, out } = await runProgram(['explain', 'good.example'], { cwd })
  t.equal(code, 0)
  t.match(err, /`hots` is not a key of a service[^]*Without these files, this is what happens:\n\n$/)
  t.match(out, /upstream {6}http:\/\/good\//)
  rmSync(join(cwd, 'services/bad.yaml'))
  symlinkSync('gone', join(cwd, 'services/link.yaml'))
  const unread = await runProgram(['explain', 'good.example'], { cwd })
  t.match(unread, { code: 0, err: /leads nowhere[^]*Without these files, this is what happens:/ })
})

test('where nothing good is left, or nothing can be read, it ends with 2', async (t) => {
  const cwd = t.testdir({ services: { 'a.yaml': 'services: { shop: { hots: a.example } }' } })
  t.match(await runProgram(['explain', 'a.example'], { cwd }), {
    code: 2,
    out: '',
    err: /`hots` is not a key[^]*Without these files nothing is left\.\n$/,
  })
  t.match(await runProgram(['explain', 'a.example', 'nowhere'], { cwd }), {
    code: 2,
    out: '',
    err: /nowhere/,
  })
})

test('what is hidden decides all the same', async (t) => {
  const path = '/0123456789abcdef0123456789abcdef'
  const headers =
    '{ request: { Cookie: null, X-Api-Key: hidden-here }, response: { X-Frame-Options: DENY, X-Robots-Tag: noindex } }'
  const cwd = t.testdir({
    services: {
      'hook.yaml': `services: { hook: { host: hook.example, path: ${path}, upstream: http://hook, deny: 203.0.113.0/24, headers: ${headers} } }`,
    },
  })
  const { code, out } = await runProgram(['explain', `hook.example.${path}`, '--from', '8.8.8.8'], { cwd })
  t.equal(code, 0)
  t.match(out, /takes the request header `Cookie` away\n/)
  t.match(
    out,
    /middleware {4}headers-X-Frame-Options-X-Robots-Tag-\w+\n {18}sets the response header `X-Frame-Options` to `DENY`\n/,
  )
  t.match(out, /\/0123456789abcdef0123456789abcdef\n/)
  t.notMatch(out, /hidden-/)
  const refused = await runProgram(['explain', `hook.example${path}`], { cwd })
  t.match(refused, { code: 0, out: /in none of its \d+ networks\n {2}answer {8}404: `deny-\w+` answers\n$/ })
})

test('of a router that redirects for many, the service that has the host is told', async (t) => {
  const many = Array.from(
    { length: 9 },
    (_, index) =>
      `  s${index}: { host: s${index}.example.com, upstream: http://s }\n  w${index}: { host: "*.w${index}.example.com", upstream: http://w }\n`,
  )
  const cwd = t.testdir({
    services: { 'many.yaml': `services:\n${many.join('')}`, 'path.yaml': pathOn('s3.example.com') },
  })
  const router = async (url: string) => (await runProgram(['explain', url], { cwd })).out
  t.match(
    await router('http://s3.example.com/'),
    / router {8}redirect:https {2}services\/many\.yaml:8\n +Host\(`s3\.example\.com`\) \|\| … \(8 more\)\n/,
  )
  t.match(
    await router('http://x.w4.example.com/'),
    / router {8}redirect:https:wildcards {2}services\/many\.yaml:11\n +Host\(`\*\.w4\.example\.com`\) \|\| …/,
  )
  t.match(
    await router('http://s3.example.com/app/x'),
    / router {8}redirect:https:priority-\d+ {2}services\/path\.yaml:2\n/,
  )
})

function pathOn(host: string): string {
  return `services:\n  app: { host: ${host}, path: /app, upstream: http://app }\n`
}

test('a service that is switched off is named where it would take the request, before what is nearest', async (t) => {
  const cwd = t.testdir({
    services: {
      'off.yaml': `services:
  wiki: { host: wiki.example.com, upstream: http://wiki, enabled: false }
  any: { host: '*.example.com', path: /open, upstream: http://any }
  db: { tcp: { entryPoint: postgres, sni: db.example.com, upstream: 'pg:5432' }, enabled: false }
`,
    },
  })
  const none = await runProgram(['explain', 'http://wiki.example.com/x'], { cwd })
  t.equal(none.code, 1)
  t.match(
    none.out,
    /404: no router takes it\n {2}not served {4}wiki {2}services\/off\.yaml:2\n.*\n.*\n {18}it would take this, but `enabled: false` switches it off\n {2}nearest /,
  )
  const other = await runProgram(['explain', 'wiki.example.com/open', '--format', 'json'], { cwd })
  t.equal(other.code, 0, 'another one takes it')
  t.match(JSON.parse(other.out), { hops: [{ router: { name: 'any' }, absent: [{ name: 'wiki', line: 2 }] }] })
  const elsewhere = await runProgram(['explain', 'shop.example.com/open'], { cwd })
  t.notMatch(elsewhere.out, /not served/)
  const tcp = await runProgram(['explain', '--tcp', 'db.example.com'], { cwd })
  t.equal(tcp.code, 1)
  t.match(tcp.out, /not served {4}db {2}services\/off\.yaml:4\n/)
})

test('a file with a mistake is named where it is about the host that was asked for', async (t) => {
  const cwd = t.testdir({
    services: {
      'good.yaml': 'services: { any: { host: any.example.com, upstream: http://any } }\n',
      'key.yaml': `services:
  shop: { host: shop.example.com, upstrem: http://shop }
  side: { host: side.example.com, upstream: http://side }
`,
      'yaml.yaml':
        'services:\n  # old.example.com was here\n  blog:\n    host: "*.blog.example.com"\n   upstream: x\n',
    },
  })
  const side = await runProgram(['explain', 'side.example.com'], { cwd })
  t.match(side, { code: 1, err: /Without these files/ })
  t.match(side.out, /not served {4}side {2}services\/key\.yaml:3\n/)
  t.match(side.out, / {18}it would take this, but `services\/key\.yaml` has a mistake: /)
  const note = (host: string, at: string) =>
    new RegExp(`note {10}\`${host}\` stands in ${at}, a file with a mistake: `)
  const shop = await runProgram(['explain', 'shop.example.com:8443/x'], { cwd })
  t.match(shop.out, note('shop\\.example\\.com:8443', 'services\\/key\\.yaml:2'))
  const blog = await runProgram(['explain', 'a.blog.example.com'], { cwd })
  t.match(blog.out, note('a\\.blog\\.example\\.com', 'services\\/yaml\\.yaml:4'))
  t.notMatch((await runProgram(['explain', 'old.example.com'], { cwd })).out, /note/)
  t.notMatch((await runProgram(['explain', 'any.example.com'], { cwd })).out, /note|not served/)
})

test('routers below others are followed from parent to child, by what the middlewares above made of the request', async (t) => {
  const cwd = t.testdir({
    services: {
      'api.yaml': `http:
  routers:
    api: { rule: "Host(\`api.example.com\`)", entryPoints: [web], middlewares: [strip] }
    shop: { rule: "PathPrefix(\`/shop\`)", parentRefs: [api], middlewares: [mark], service: shop }
    admin: { rule: "PathPrefix(\`/admin\`)", parentRefs: [api@http], service: shop }
  middlewares:
    strip: { stripPrefix: { prefixes: [/v1] } }
    mark: { headers: { customRequestHeaders: { X-Mark: shop } } }
  services: { shop: { loadBalancer: { servers: [{ url: "http://shop" }] } } }
`,
    },
  })
  const taken = await runProgram(['explain', 'http://api.example.com/v1/shop/x'], { cwd })
  t.equal(taken.code, 0)
  t.match(
    taken.out,
    / {2}router {8}api {2}services\/api\.yaml:3\n[^]* {2}below it {6}shop {2}services\/api\.yaml:4\n/,
  )
  t.match(taken.out, /strip\n[^]*mark\n[^]* {2}upstream {6}http:\/\/shop\/shop\/x\n/)
  const none = await runProgram(['explain', 'http://api.example.com/v1/cart'], { cwd })
  t.equal(none.code, 1)
  t.match(none.out, / {2}answer {8}404: no router below `api` takes it\n {2}nearest {7}/)
  t.match(none.out, /it wants PathPrefix\(`\/shop`\), and the path is `\/cart`\n/)
})

/** `pointsman import` as it is typed. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import tap, { test } from 'tap'
import { runProgram } from './program.ts'

tap.setTimeout(120_000)

const SITE = 'server { listen 80; server_name shop.example.com; location / { proxy_pass http://shop:80; } }\n'

test('import prints definitions that check calls good, and says on the side what became of the rest', async (t) => {
  const root = t.testdir({ 'site.conf': SITE.replace('listen', 'root /srv; listen') })
  const imported = await runProgram(['import', 'site.conf'], { cwd: root })
  t.equal(imported.code, 0)
  t.match(imported.out, /^ {2}shop:\n {4}host: shop\.example\.com\n/m)
  t.match(imported.out, /# site\.conf:1: root \/srv; -- Traefik serves no files/)
  t.match(
    imported.err,
    /^site\.conf: 5 carried over, 0 that Traefik needs no word for, 1 left as a comment\.\n$/,
  )
  t.match(await runProgram(['check', '-'], { input: imported.out }), { code: 0 })
  t.equal((await runProgram(['import', '-'], { input: SITE })).code, 0)
})

test('import reads what a site includes, and switches off what it cannot read', async (t) => {
  const site = (include: string) => SITE.replace('listen', `include ${include}; listen`)
  const root = t.testdir({
    sites: { 'site.conf': site('snippets/office.conf'), 'other.conf': site('snippets/nowhere.conf') },
    snippets: { 'office.conf': 'allow 10.0.0.0/8;\ndeny all;\nroot /srv;\n' },
  })
  const imported = await runProgram(['import', 'sites/site.conf'], { cwd: root })
  t.match(imported.out, /^ {4}allow: 10\.0\.0\.0\/8$/m)
  t.match(imported.out, /# snippets\/office\.conf:3: root \/srv; -- Traefik serves no files/)
  t.notMatch(imported.out, /enabled: false/)
  const other = await runProgram(['import', 'sites/other.conf'], { cwd: root })
  t.match(other.out, /^ {4}enabled: false$/m)
  t.match(other.err, /1 service is switched off.*`shop`/)
})

test('import says which services it switched off', async (t) => {
  const input =
    'http: { routers: { wiki: { rule: Host(`wiki.example.com`), entryPoints: [web], service: wiki, middlewares: [authelia] } }, services: { wiki: { loadBalancer: { servers: [{ url: "http://wiki:80" }] } } } }\n'
  const imported = await runProgram(['import', '-'], { input })
  t.match(
    imported.err,
    /^stdin: 2 carried over, .*, 1 left as a comment\.\n1 service is switched off.*: `wiki`\./,
  )
  t.match(imported.out, /^ {4}enabled: false$/m)
  t.notMatch((await runProgram(['check', '-'], { input: imported.out })).out, /1 service/)
})

test('import writes a file, and never over one that is there', async (t) => {
  const root = t.testdir({ 'site.conf': SITE, 'kept.yaml': 'services: {}\n' })
  t.match(await runProgram(['import', 'site.conf', '--output', 'new.yaml'], { cwd: root }), {
    code: 0,
    out: '',
  })
  t.match(readFileSync(join(root, 'new.yaml'), 'utf8'), /host: shop\.example\.com/)
  const again = await runProgram(['import', 'site.conf', '--output', 'kept.yaml'], { cwd: root })
  t.match(again, { code: 1, out: '', err: /`kept\.yaml` cannot be written: it is there already/ })
  t.equal(readFileSync(join(root, 'kept.yaml'), 'utf8'), 'services: {}\n')
})

test('import says what is wrong with a file, or with how it was called', async (t) => {
  const root = t.testdir({ 'broken.conf': 'server {\n  listen 80\n}\n' })
  t.match(await runProgram(['import', 'broken.conf'], { cwd: root }), {
    code: 1,
    out: '',
    err: /`broken\.conf` cannot be imported\. Line 2: A `;` is missing/,
  })
  t.match(await runProgram(['import', 'nowhere.conf'], { cwd: root }), { code: 1, err: /cannot be read: / })
  t.match(await runProgram(['import']), { code: 2, err: /`import` needs the file/ })
  t.notOk(existsSync(join(root, 'services')))
})

test('import says what a file is that it does not read, and which folder is missing', async (t) => {
  const strangers: readonly (readonly [string, RegExp])[] = [
    ['shop.example.com {\n\treverse_proxy shop:80\n}\n', /Line 2: It is a Caddyfile/],
    ['[http.routers.a]\n  rule = "Host(`a.example.com`)"\n', /Line 1: It is TOML.*write the file as YAML/],
    ['<VirtualHost *:80>\n  ServerName a\n</VirtualHost>\n', /Line 1: It is a configuration of Apache/],
    ['frontend web\n  bind :80\n', /Line 1: It is a configuration of HAProxy/],
    ['log: {}\nentryPoints: { web: { address: ":80" } }\n', /Line 1: It is static configuration of Traefik/],
    ['a: 1\n', /Line 1: It is neither a dynamic file of Traefik/],
    [
      'services:\n  shop:\n    host: shop.example.com\n    upstream: http://shop:80\n',
      /Line 2: It is a definition file of Pointsman already, as `shop` shows/,
    ],
    ['services: { shop: { image: shop } }\n', /None of its services has a label of Traefik/],
    ['server {\n  listen 80\n}\n', /Line 2: A `;` is missing/],
    ['\n', /Line 1: It is empty\./],
  ]
  for (const [input, err] of strangers)
    t.match(await runProgram(['import', '-'], { input }), { code: 1, out: '', err })
  const root = t.testdir({ 'site.conf': SITE, 'wide.conf': SITE.replaceAll('', '\0') })
  t.match(await runProgram(['import', 'wide.conf'], { cwd: root }), {
    code: 1,
    out: '',
    err: '`wide.conf` cannot be imported: it is not a text in UTF-8.\n',
  })
  t.match(await runProgram(['import', 'site.conf', '--output', 'services/x.yaml'], { cwd: root }), {
    code: 1,
    out: '',
    err: /`services\/x\.yaml` cannot be written: there is no folder `services`; make it first\./,
  })
})

test('import sees what a file is, and is told so', async (t) => {
  const labels =
    'services:\n  a:\n    image: a\n    labels: ["traefik.http.routers.a.rule=Host(`a.example.com`)", traefik.http.routers.a.entrypoints=web]\n'
  const dynamic =
    'http: { routers: { a: { rule: Host(`a.example.com`), entryPoints: [web], service: a } }, services: { a: { loadBalancer: { servers: [{ url: "http://a:80" }] } } } }\n'
  for (const input of [labels, dynamic])
    t.match(await runProgram(['import', '-'], { input }), {
      code: 0,
      out: /^ {2}a:\n {4}host: a\.example\.com\n/m,
    })
  t.match(await runProgram(['import', '-', '--from', 'labels'], { input: 'services: {}\n' }), {
    code: 1,
    err: /None of its services has a label of Traefik/,
  })
  t.match(await runProgram(['import', '-', '--from', 'traefik'], { input: 'a: [' }), {
    code: 1,
    err: /Line \d+: /,
  })
})

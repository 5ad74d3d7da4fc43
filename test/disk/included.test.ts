import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { createIncluded } from '../../src/disk/included.ts'

test('relative paths begin where nginx.conf is', (t) => {
  const root = t.testdir({
    'nginx.conf': '',
    proxy_params: 'of the whole',
    sites: { eu: { 'shop.conf': '', proxy_params: 'of the site' } },
  })
  const include = createIncluded(join(root, 'sites/eu'))
  t.same(include('proxy_params'), [{ path: 'proxy_params', reading: { text: 'of the whole' } }])
  t.same(include('sites/eu/proxy_params'), [
    { path: 'sites/eu/proxy_params', reading: { text: 'of the site' } },
  ])
  t.end()
})

test('of a site alone they begin beside it, or beside its folder; what is below /etc/nginx elsewhere too', (t) => {
  const root = t.testdir({
    snippets: { 'a.conf': 'a' },
    sites: { 'b.conf': 'b' },
    copy: { 'nginx.conf': 'copied' },
  })
  const include = createIncluded(join(root, 'sites'))
  t.same(include('b.conf'), [{ path: 'b.conf', reading: { text: 'b' } }])
  t.same(include('snippets/a.conf'), [{ path: 'snippets/a.conf', reading: { text: 'a' } }])
  t.same(include('/etc/nginx/snippets/a.conf'), [{ path: 'snippets/a.conf', reading: { text: 'a' } }])
  t.same(include(join(root, 'sites/b.conf')), [{ path: join(root, 'sites/b.conf'), reading: { text: 'b' } }])
  // A machine may have an nginx of its own.
  const copied = createIncluded(join(root, 'copy'))
  t.same(copied('/etc/nginx/nginx.conf'), [{ path: 'nginx.conf', reading: { text: 'copied' } }])
  t.same(include('/etc/nginx/snippets/none.conf'), [
    { path: '/etc/nginx/snippets/none.conf', reading: { problem: 'there is no such file' } },
  ])
  t.end()
})

test('patterns fit as those of a shell do, in the order of names', (t) => {
  const root = t.testdir({
    'conf.d': { 'b.conf': 'b', 'a.conf': 'a', '.hidden.conf': 'no', 'a.conf.bak': 'no', 'x+.conf': 'x' },
    hosts: { one: { 'site.conf': '1' }, two: { 'site.conf': '2' }, three: {} },
    empty: {},
  })
  const include = createIncluded(root)
  const textsOf = (pattern: string) =>
    include(pattern).map(({ reading }) => ('text' in reading ? reading.text : reading.problem))
  t.same(textsOf('conf.d/*.conf'), ['a', 'b', 'x'])
  t.same(textsOf(join(root, 'conf.d/[!b].conf')), ['a'])
  t.same(textsOf('conf.d/?.conf'), ['a', 'b'])
  t.same(textsOf('conf.d/[z-a].conf'), [])
  t.same(textsOf('conf.d/.*.conf'), ['no'])
  t.same(textsOf('hosts/*/site.conf'), ['1', '2'])
  t.same(textsOf('empty/*'), [])
  t.same(textsOf('nowhere/*.conf'), ['there is no such folder'])
  t.same(include('conf.d/a*.conf'), [{ path: 'conf.d/a.conf', reading: { text: 'a' } }])
  t.end()
})

test('what is there and cannot be read is told, not passed over', (t) => {
  const root = t.testdir({ 'conf.d': {}, 'dir.conf': {} })
  symlinkSync('gone', join(root, 'conf.d/link.conf'))
  writeFileSync(join(root, 'conf.d/latin.conf'), Buffer.from([0x23, 0xe4, 0x0a]))
  const include = createIncluded(root)
  t.match(include('conf.d/*'), [
    { path: 'conf.d/latin.conf', reading: { problem: /not UTF-8/ } },
    { path: 'conf.d/link.conf', reading: { problem: 'there is no such file' } },
  ])
  t.match(include('dir.conf'), [{ reading: { problem: 'it is a directory' } }])
  t.end()
})

test(
  'a folder that this user may not list is told',
  { skip: process.getuid?.() === 0 ? 'root may list every folder' : false },
  (t) => {
    const root = t.testdir({})
    mkdirSync(join(root, 'closed'))
    chmodSync(join(root, 'closed'), 0)
    t.match(createIncluded(root)('closed/*'), [{ reading: { problem: /this user may not read it/ } }])
    chmodSync(join(root, 'closed'), 0o755)
    t.end()
  },
)

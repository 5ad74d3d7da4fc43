/** Certificates and keys on a real disk. */
import { execFileSync } from 'node:child_process'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { inspectCertificate } from '../../src/disk/certificate.ts'
import { createSideFiles } from '../../src/disk/sideFiles.ts'

const made = (name: string) => readFileSync(join(process.cwd(), 'test/cli/certificates', name), 'utf8')

test('reads relative to the definitions, again when a file changed, and says what is wrong', (t) => {
  const root = t.testdir({ services: {}, 'ca.pem': 'one', folder: {} })
  const files = createSideFiles(join(root, 'services'))
  t.same(files.read('../ca.pem'), { text: 'one' })
  writeFileSync(join(root, 'ca.pem'), 'two')
  t.same(files.read(join(root, 'ca.pem')), { text: 'two' })
  t.same(files.read('nowhere.pem'), { problem: 'there is no such file' })
  t.same(files.read('../folder'), { problem: 'it is a directory' })
  t.same(files.read('/dev/null'), { problem: 'it is not a regular file' })
  writeFileSync(join(root, 'latin.pem'), Buffer.from([0xff]))
  t.same(files.read('../latin.pem'), { problem: 'it is not text: byte 0 is not UTF-8' })
  writeFileSync(join(root, 'large.pem'), 'x'.repeat(1024 * 1024 + 1))
  t.match(files.read('../large.pem'), { problem: /1048577 bytes/ })
  const below = ['ca.pem', 'folder', 'large.pem', 'latin.pem', 'services/nowhere.pem'].map((path) =>
    join(root, path),
  )
  t.same(files.watched(), ['/dev/null', ...below].sort())
  t.end()
})

test('forgets what nobody reads any more', (t) => {
  const root = t.testdir({ services: {}, 'old.pem': 'old', 'new.pem': 'new' })
  const files = createSideFiles(join(root, 'services'))
  files.read('../old.pem')
  files.read('../new.pem')
  files.readSecret('../old.pem')
  files.keepOnly(['../new.pem', 'never-read.pem'])
  t.same(files.watched(), [join(root, 'new.pem')])
  t.same(files.read('../old.pem'), { text: 'old' })
  t.same(files.watched(), [join(root, 'new.pem'), join(root, 'old.pem')])
  t.end()
})

test('reads secrets below the folders for them only, wherever a path seems to lead', (t) => {
  const root = t.testdir({
    services: { token: 'inside' },
    secrets: { token: 'given', deep: { token: 'deep' } },
    secretsToo: { token: 'outside' },
    token: 'outside',
    links: { in: t.fixture('symlink', '../services') },
  })
  symlinkSync(join(root, 'token'), join(root, 'services', 'leads-out'))
  symlinkSync(join(root, 'secrets', 'token'), join(root, 'services', 'leads-on'))
  symlinkSync('token', join(root, 'services', 'leads-in'))
  const files = createSideFiles(join(root, 'services'), [join(root, 'secrets'), join(root, 'absent')])
  const text = (path: string) => files.readSecret(path)
  t.same(text('token'), { text: 'inside' })
  t.same(text('leads-in'), { text: 'inside' })
  t.same(text('leads-on'), { text: 'given' })
  t.same(text(join(root, 'secrets', 'deep', 'token')), { text: 'deep' })
  const outside = { problem: /^a secret is read only below .*`--secrets DIR` names another folder$/ }
  for (const path of [
    '../token',
    'leads-out',
    join(root, 'token'),
    join(root, 'secretsToo', 'token'),
    join(root, 'secrets', '..', 'token'),
    join(root, 'services'),
    '/etc/passwd',
    '/proc/self/environ',
  ])
    t.match(text(path), outside, path)
  t.same(text('nowhere'), { problem: 'there is no such file' })
  t.same(files.read(join(root, 'token')), { text: 'outside' }, 'a certificate may be anywhere')
  const again = createSideFiles(join(root, 'links', 'in'))
  t.same(again.readSecret('token'), { text: 'inside' }, 'the definitions folder may be a link')
  writeFileSync(join(root, 'secrets', 'token'), 'renewed')
  t.same(text(join(root, 'secrets', 'token')), { text: 'renewed' })
  t.ok(files.watched().includes(join(root, 'secrets', 'token')))
  t.notOk(files.watched().includes('/etc/passwd'))
  t.end()
})

test('knows the names and days of a certificate, and whether the key belongs to it', (t) => {
  const facts = inspectCertificate(made('one-c.pem'), made('one-k.pem'))
  t.match(facts, { names: ['a.example.com'], notBefore: Date, notAfter: Date })
  t.equal(inspectCertificate(made('one-c.pem'), made('one-k.pem')), facts, 'the answer is kept')
  const problem = (certificate: string, key: string) => {
    const found = inspectCertificate(certificate, key)
    return 'problem' in found ? found.problem : ''
  }
  const [certificate, key] = [made('one-c.pem'), made('one-k.pem')]
  t.equal(problem(certificate, made('two-k.pem')), 'the key does not belong to it')
  t.match(problem(key, certificate), /begins with a private key; perhaps certificate and key are swapped/)
  t.match(problem(`\n${certificate}`, key), /does not begin with/)
  t.match(problem(`${certificate}${key}`, key), /holds a private key/)
  t.match(problem(certificate.slice(0, 200), key), /no whole certificate; it may be half written/)
  t.match(
    problem(`${certificate}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`, key),
    /certificate 2 in it cannot be read/,
  )
  t.match(problem(certificate, key.slice(0, 60)), /its key cannot be read; it may be half written/)
  const encrypted = execFileSync('openssl', ['pkcs8', '-topk8', '-passout', 'pass:x'], {
    input: key,
    encoding: 'utf8',
  })
  t.match(problem(certificate, encrypted), /its key is encrypted/)
  t.notMatch(
    [problem(certificate, made('two-k.pem')), problem(certificate, key.slice(0, 60))],
    key.split('\n')[1],
  )
  t.end()
})

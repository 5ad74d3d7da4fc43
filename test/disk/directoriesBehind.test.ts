/** Which directories have to be watched so that no renewal of a certificate is missed. */
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { test } from 'tap'
import { directoriesBehind } from '../../src/disk/directoriesBehind.ts'

test('finds the directory of the file and of every link on the way to it', (t) => {
  const root = realpathSync(
    t.testdir({
      plain: { 'c.pem': 'c' },
      live: {},
      archive: { 'c1.pem': 'c' },
      tls: { '..1': { 'tls.crt': 'c' } },
    }),
  )
  symlinkSync('../archive/c1.pem', join(root, 'live/c.pem'))
  symlinkSync('..1', join(root, 'tls/..data'))
  symlinkSync('..data/tls.crt', join(root, 'tls/tls.crt'))
  symlinkSync(join(root, 'tls'), join(root, 'mounted'))
  symlinkSync('round2', join(root, 'round1'))
  symlinkSync('round1', join(root, 'round2'))
  const behind = (...paths: readonly string[]) =>
    directoriesBehind(paths.map((path) => join(root, path))).map((path) => relative(root, path))

  t.same(behind('plain/c.pem'), ['plain'])
  t.same(behind('plain/c.pem', 'plain/k.pem'), ['plain'], 'also when it is not there')
  t.same(behind('live/c.pem'), ['archive', 'live'])
  t.same(behind('tls/tls.crt'), ['tls', 'tls/..1'])
  t.same(behind('mounted/tls.crt'), ['', 'tls', 'tls/..1'])
  t.same(behind('round1/c.pem'), [''])
  t.same(behind('nowhere/at/all.pem'), ['nowhere/at'])
  mkdirSync(join(root, 'nowhere/at'), { recursive: true })
  writeFileSync(join(root, 'nowhere/at/all.pem'), 'c')
  t.same(behind('nowhere/at/all.pem'), ['nowhere/at'])
  t.end()
})

/** A look that ends sees what the folder of `serve` sees. */
import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { createFolder } from '../../src/disk/folder.ts'
import { lookOnce } from '../../src/disk/lookOnce.ts'

test('both see the same, also of what cannot be used', async (t) => {
  const root = t.testdir({
    'a.yaml': 'a: ä\n',
    'bom.yml': '\uFEFFa: 1\n',
    'empty.yaml': '',
    deep: { 'b.yaml': 'b: 1\n', '.hidden.yaml': 'x' },
    'other.txt': '',
  })
  writeFileSync(join(root, 'bytes.yaml'), Buffer.from([97, 0xff]))
  writeFileSync(join(root, 'large.yaml'), 'x'.repeat(1024 * 1024 + 1))
  symlinkSync('nowhere', join(root, 'nowhere.yaml'))
  symlinkSync('../a.yaml', join(root, 'deep/link.yaml'))
  execFileSync('mkfifo', [join(root, 'pipe.yaml')])
  const once = await lookOnce(root)
  t.match(once, { state: 'present' })
  if (once.state !== 'present') return
  const codes = [...once.files].map(([path, look]) => [path, 'text' in look ? look.text : look.problem.code])
  t.same(codes, [
    ['a.yaml', 'a: ä\n'],
    ['bom.yml', 'a: 1\n'],
    ['bytes.yaml', 'not-utf8'],
    ['deep/b.yaml', 'b: 1\n'],
    ['empty.yaml', ''],
    ['large.yaml', 'file-too-large'],
    ['nowhere.yaml', 'unreadable-file'],
    ['pipe.yaml', 'unreadable-file'],
  ])
  execFileSync('rm', [join(root, 'pipe.yaml')])
  t.same(await lookOnce(root), await createFolder(root).look())
  t.same(await lookOnce(join(root, 'none')), await createFolder(join(root, 'none')).look())
})

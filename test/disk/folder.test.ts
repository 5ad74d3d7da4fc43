/** The definitions folder on a real disk. */
import { appendFileSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { createFolder } from '../../src/disk/folder.ts'
import type { FolderLook } from '../../src/provider/folder.ts'

const texts = (look: FolderLook): Record<string, string> =>
  look.state === 'missing'
    ? { missing: look.reason }
    : Object.fromEntries(
        [...look.files].map(([path, file]) => [path, 'text' in file ? file.text : file.problem.code]),
      )

test('finds definitions at every depth, and passes over what is none', async (t) => {
  const root = t.testdir({
    'b.yaml': 'b',
    'a.yml': 'a',
    deep: { er: { 'c.yaml': 'c' } },
    '.hidden.yaml': 'x',
    '.git': { 'x.yaml': 'x' },
    'x.yaml~': 'x',
    '#x.yaml#': 'x',
    '.x.yaml.swp': 'x',
    '4913': 'x',
    'x.yaml.tmp': 'x',
    'x.txt': 'x',
    'x.YAML': 'x',
    'folder.yaml': { 'd.yaml': 'd' },
  })
  t.same(texts(await createFolder(root).look()), {
    'a.yml': 'a',
    'b.yaml': 'b',
    'deep/er/c.yaml': 'c',
    'folder.yaml/d.yaml': 'd',
  })
})

test('follows links, but never in a circle, and meets each file once', async (t) => {
  const root = t.testdir({ services: { 'a.yaml': 'a' }, elsewhere: { 'b.yaml': 'b' } })
  const services = join(root, 'services')
  symlinkSync('../elsewhere', join(services, 'more'))
  symlinkSync('.', join(services, 'circle'))
  symlinkSync('a.yaml', join(services, 'again.yaml'))
  symlinkSync('nowhere', join(services, 'lost.yaml'))
  t.same(texts(await createFolder(services).look()), {
    'a.yaml': 'a',
    'more/b.yaml': 'b',
    'lost.yaml': 'unreadable-file',
  })
})

test('says why a folder is missing', async (t) => {
  const root = t.testdir({ file: 'x' })
  t.match(await createFolder(join(root, 'nowhere')).look(), {
    state: 'missing',
    reason: /^there is no directory/,
  })
  t.match(await createFolder(join(root, 'file')).look(), { state: 'missing', reason: /is not a directory$/ })
})

test('reads again what changed, also when its time and size did not', async (t) => {
  const root = t.testdir({ 'a.yaml': 'one', 'b.yaml': 'b' })
  const folder = createFolder(root)
  t.same(texts(await folder.look()), { 'a.yaml': 'one', 'b.yaml': 'b' })
  const time = new Date()
  for (const text of ['two', 'six', 'ten']) {
    writeFileSync(join(root, 'a.yaml'), text)
    utimesSync(join(root, 'a.yaml'), time, time)
    t.equal(texts(await folder.look())['a.yaml'], text)
  }
  rmSync(join(root, 'a.yaml'))
  t.same(texts(await folder.look()), { 'b.yaml': 'b' })
  writeFileSync(join(root, 'b.yaml'), '')
  t.same(texts(await folder.look()), { 'b.yaml': '' })
})

test('refuses what is too large, and what is not UTF-8, each with its reason', async (t) => {
  const root = t.testdir({ 'large.yaml': 'x'.repeat(1024 * 1024), 'bom.yaml': '\ufeffa: 1' })
  appendFileSync(join(root, 'large.yaml'), 'x')
  writeFileSync(join(root, 'latin.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xe9]))
  const look = await createFolder(root).look()
  t.same(texts(look), { 'bom.yaml': 'a: 1', 'large.yaml': 'file-too-large', 'latin.yaml': 'not-utf8' })
  const latin = look.state === 'present' ? look.files.get('latin.yaml') : undefined
  t.match(latin, {
    problem: { message: /byte 3 cannot be/, place: { file: 'latin.yaml', line: 1, column: 1 } },
  })
})

test('refuses a folder with more files than a definitions folder can have', async (t) => {
  const root = t.testdir({})
  mkdirSync(join(root, 'many'))
  for (let index = 0; index <= 20_000; index++) writeFileSync(join(root, 'many', `${index}.yaml`), '')
  t.match(await createFolder(root).look(), {
    state: 'missing',
    reason: /^there are more than 20000 definition files/,
  })
})

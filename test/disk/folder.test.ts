/** The definitions folder on a real disk. */
import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { createFolder } from '../../src/disk/folder.ts'
import { lookOnce } from '../../src/disk/lookOnce.ts'
import { strangeLine } from '../../src/language/strangeLine.ts'
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

test('a file that is written in pieces over what it was counts when it is whole', async (t) => {
  const root = t.testdir({ 'a.yaml': 'one\ntwo\nthree\nfour\n', 'b.yaml': 'b' })
  const path = join(root, 'a.yaml')
  const folder = createFolder(root)
  await folder.look()
  writeFileSync(path, 'one\n2\n')
  setTimeout(() => appendFileSync(path, 'three\n'), 50)
  setTimeout(() => appendFileSync(path, 'four\n'), 130)
  folder.hint(path)
  t.same(texts(await folder.look()), { 'a.yaml': 'one\n2\nthree\nfour\n', 'b.yaml': 'b' })
  writeFileSync(path, 'one\n')
  folder.hint(path)
  t.same(texts(await folder.look()), { 'a.yaml': 'one\n', 'b.yaml': 'b' })
})

test('a link out of the folder brings in definitions, also broken ones, and nothing else', async (t) => {
  const definition = '---\n# mine\nservices:\n  a: [\n}\n"auth": {}\n'
  const foreign = {
    shadow: 'root:$y$j9T$abc:19000:0:99999:7:::\n',
    kube: 'apiVersion: v1\nclusters: []\n',
    key: '-----BEGIN PRIVATE KEY-----\nMIIabc\n',
    json: '{ "private_key": "x" }',
    late: 'services:\n  a: {}\nversion: "3"\n',
    token: 'a1b2c3',
    list: '- a\n',
  }
  const root = t.testdir({
    services: { 'inside.txt': foreign.shadow, 'a.yaml': 'servces: {}' },
    elsewhere: { 'b.yaml': definition, 'empty.yaml': '', ...foreign },
  })
  const services = join(root, 'services')
  for (const name of ['b.yaml', 'empty.yaml', ...Object.keys(foreign)])
    symlinkSync(`../elsewhere/${name}`, join(services, `z-${name.replace('.yaml', '')}.yaml`))
  symlinkSync('inside.txt', join(services, 'inside.yaml'))
  const expected = {
    'a.yaml': 'servces: {}',
    'inside.yaml': foreign.shadow,
    'z-b.yaml': definition,
    'z-empty.yaml': '',
    ...Object.fromEntries(Object.keys(foreign).map((name) => [`z-${name}.yaml`, 'foreign-file'])),
  }
  for (const look of [
    await createFolder(services, strangeLine).look(),
    await lookOnce(services, strangeLine),
  ]) {
    t.same(texts(look), expected)
    t.notMatch(JSON.stringify([...(look.state === 'present' ? look.files : [])].slice(4)), /abc|v1|a1b2c3/)
  }
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

test('looks where it was hinted to, and everywhere when that is not enough', async (t) => {
  const root = t.testdir({ 'a.yaml': 'a', 'b.yaml': 'b', deep: { 'c.yaml': 'c' }, other: {} })
  const folder = createFolder(root)
  const before = texts(await folder.look())
  const hinted = async (...paths: readonly string[]) => {
    for (const path of paths) folder.hint(join(root, path))
    return texts(await folder.look())
  }
  // Older than what is racy, so that only a hint makes us look.
  const old = new Date(Date.now() - 10_000)
  await new Promise((resolve) => setTimeout(resolve, 1100))
  await folder.look()

  writeFileSync(join(root, 'a.yaml'), 'aa')
  writeFileSync(join(root, 'b.yaml'), 'bb')
  t.same(await hinted('a.yaml'), { ...before, 'a.yaml': 'aa' }, 'only there')
  t.same(await hinted('b.yaml', '.hidden', 'x.tmp'), { ...before, 'a.yaml': 'aa', 'b.yaml': 'bb' })
  writeFileSync(join(root, 'other/d.yaml'), 'd')
  rmSync(join(root, 'b.yaml'))
  const now = { 'a.yaml': 'aa', 'deep/c.yaml': 'c', 'other/d.yaml': 'd' }
  t.same(await hinted('b.yaml', 'other/d.yaml'), now, 'what is gone and what is new')
  rmSync(join(root, 'deep'), { recursive: true })
  t.same(await hinted('deep'), { 'a.yaml': 'aa', 'other/d.yaml': 'd' }, 'a directory that is gone')
  mkdirSync(join(root, 'deep'))
  writeFileSync(join(root, 'deep/e.yaml'), 'e')
  t.same(await hinted('deep'), { 'a.yaml': 'aa', 'deep/e.yaml': 'e', 'other/d.yaml': 'd' }, 'one that came')
  symlinkSync('deep/e.yaml', join(root, 'link.yaml'))
  rmSync(join(root, 'a.yaml'))
  t.same(await hinted('link.yaml'), { 'deep/e.yaml': 'e', 'other/d.yaml': 'd' }, 'a link: all is looked at')
  writeFileSync(join(root, 'deep/e.yaml'), 'ee')
  utimesSync(join(root, 'deep/e.yaml'), old, old)
  t.same(await hinted('link.yaml'), { 'deep/e.yaml': 'ee', 'other/d.yaml': 'd' }, 'with links always')
  rmSync(join(root, 'link.yaml'))
  rmSync(join(root, 'other'), { recursive: true })
  folder.hint()
  t.same(await hinted('deep/e.yaml'), { 'deep/e.yaml': 'ee' }, 'without a path anywhere')
  rmSync(root, { recursive: true })
  t.match(await hinted('deep/e.yaml'), { missing: /no directory/ })
})

test('sees with hints what a folder that looks everywhere sees, through 400 random changes', async (t) => {
  const seed = Number(process.env['SEED'] ?? 20261125)
  t.comment(`SEED=${seed}`)
  let state = seed
  const random = (most: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * most)
  }
  const root = t.testdir({ d0: {} })
  const folder = createFolder(root)
  await folder.look()
  for (let step = 0; step < 400; step++) {
    const directory = ['', 'd0', 'd1', 'd0/e'][random(4)] ?? ''
    const name = ['a.yaml', 'b.yml', 'c.txt', 'd0', 'd1', 'e'][random(6)] ?? ''
    const path = join(root, directory, name)
    try {
      const kind = random(12)
      if (kind < 5) writeFileSync(path, `${random(3)}`)
      else if (kind < 7) mkdirSync(path)
      else if (kind < 10) rmSync(path, { recursive: true })
      else if (kind < 11) symlinkSync(join(root, 'd0/a.yaml'), path)
      else renameSync(path, join(root, 'moved.yaml'))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
    }
    folder.hint(path)
    folder.hint(join(root, 'moved.yaml'))
    if (random(3) === 0) continue
    const [seen, there] = [texts(await folder.look()), texts(await createFolder(root).look())]
    if (JSON.stringify(sorted(seen)) === JSON.stringify(sorted(there))) continue
    t.same(seen, there, `step ${step}`)
    return
  }
  t.pass('no difference')
})

function sorted(record: Readonly<Record<string, string>>): unknown {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
}

test('a file that is deleted and put back in a moment was never gone, and one that stays away is', async (t) => {
  const root = t.testdir({ 'a.yaml': 'a', 'b.yaml': 'b' })
  const folder = createFolder(root)
  await folder.look()
  rmSync(join(root, 'a.yaml'))
  setTimeout(() => writeFileSync(join(root, 'a.yaml'), 'again'), 20)
  t.same(texts(await folder.look()), { 'a.yaml': 'again', 'b.yaml': 'b' })
  rmSync(join(root, 'a.yaml'))
  t.same(texts(await folder.look()), { 'b.yaml': 'b' })
  renameSync(join(root, 'b.yaml'), join(root, 'c.yaml'))
  t.same(texts(await folder.look()), { 'c.yaml': 'b' })
})

test('a file that is deleted and put back is waited for, also when another one came', async (t) => {
  const root = t.testdir({ 'a.yaml': 'a', 'b.yaml': 'b' })
  const folder = createFolder(root)
  await folder.look()
  rmSync(join(root, 'a.yaml'))
  writeFileSync(join(root, 'c.yaml'), 'c')
  setTimeout(() => writeFileSync(join(root, 'a.yaml'), 'again'), 30)
  t.same(texts(await folder.look()), { 'a.yaml': 'again', 'b.yaml': 'b', 'c.yaml': 'c' })
  // Another one goes while the first is waited for.
  rmSync(join(root, 'a.yaml'))
  setTimeout(() => {
    writeFileSync(join(root, 'a.yaml'), 'third')
    rmSync(join(root, 'b.yaml'))
    setTimeout(() => writeFileSync(join(root, 'b.yaml'), 'bb'), 100)
  }, 50)
  t.same(texts(await folder.look()), { 'a.yaml': 'third', 'b.yaml': 'bb', 'c.yaml': 'c' })
})

test('refuses what is too large, and what is not UTF-8, each with its reason', async (t) => {
  const root = t.testdir({ 'large.yaml': 'x'.repeat(1024 * 1024), 'bom.yaml': '\ufeffa: 1' })
  appendFileSync(join(root, 'large.yaml'), 'x')
  writeFileSync(join(root, 'latin.yaml'), Buffer.from('# Latin 1\na: \xe9', 'latin1'))
  const look = await createFolder(root).look()
  t.same(texts(look), { 'bom.yaml': 'a: 1', 'large.yaml': 'file-too-large', 'latin.yaml': 'not-utf8' })
  const latin = look.state === 'present' ? look.files.get('latin.yaml') : undefined
  t.match(latin, {
    problem: { message: /byte 13 cannot be/, place: { file: 'latin.yaml', line: 2, column: 4 } },
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

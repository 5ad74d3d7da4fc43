/** Watching a real folder: whatever happens in it is a hint. */
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { createWatcher } from '../../src/disk/watcher.ts'
import { waitFor } from '../cli/program.ts'

for (const polling of [false, true]) {
  test(`hints at every change${polling ? ', also when looking regularly' : ''}`, async (t) => {
    const root = t.testdir({
      services: { 'a.yaml': 'a' },
      other: { 'a.yaml': 'b' },
      certificates: { 'c.pem': 'c' },
    })
    const directory = join(root, 'services')
    let hints = 0
    const named = new Set<string>()
    const watcher = createWatcher({
      directory,
      polling,
      onHint(path) {
        hints++
        if (path !== undefined) named.add(path)
      },
      onTrouble: ({ message }) => t.fail(message),
    })
    t.teardown(() => watcher.close())
    watcher.also([join(root, 'certificates/c.pem')])
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const hinted = async (what: string, change: () => void) => {
      const before = hints
      change()
      await waitFor(
        `${what} is a hint`,
        () => (hints > before ? true : undefined),
        () => String(hints),
      )
      t.pass(what)
    }
    await hinted('a write', () => writeFileSync(join(directory, 'a.yaml'), 'aa'))
    await hinted('a new file', () => writeFileSync(join(directory, 'b.yaml'), 'b'))
    await hinted('a new directory', () => mkdirSync(join(directory, 'deep')))
    await hinted('a file in it', () => writeFileSync(join(directory, 'deep/c.yaml'), 'c'))
    await hinted('a rename', () => renameSync(join(directory, 'b.yaml'), join(directory, 'd.yaml')))
    // The old name may be missed a look before the new one is seen; what goes before it was seen is no hint.
    await waitFor(
      'the new name is seen',
      () => named.has(join(directory, 'd.yaml')) || undefined,
      () => [...named].join('\n'),
    )
    await hinted('a removal', () => rmSync(join(directory, 'd.yaml')))
    await hinted('a renewed certificate', () => writeFileSync(join(root, 'certificates/c.pem'), 'new'))
    if (!polling) t.ok(named.has(join(directory, 'deep/c.yaml')), 'it names the path as it was given')
    // At once, before the new directory can have a watch.
    await hinted('a directory with a file in it', () => {
      mkdirSync(join(directory, 'folder.yaml/deeper'), { recursive: true })
      writeFileSync(join(directory, 'folder.yaml/deeper/e.yaml'), 'e')
    })
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await hinted('a write in it', () => writeFileSync(join(directory, 'folder.yaml/deeper/e.yaml'), 'ee'))
    await hinted('a directory that goes and comes again', () => {
      rmSync(join(directory, 'folder.yaml'), { recursive: true })
      mkdirSync(join(directory, 'folder.yaml/deeper'), { recursive: true })
    })
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await hinted('a file in that one', () => writeFileSync(join(directory, 'folder.yaml/deeper/f.yaml'), 'f'))
    await hinted('a file that turns to a directory', () => {
      rmSync(join(directory, 'a.yaml'))
      mkdirSync(join(directory, 'a.yaml'))
    })
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await hinted('a file in that directory', () => writeFileSync(join(directory, 'a.yaml/g.yaml'), 'g'))
    await hinted('a folder that goes', () => renameSync(directory, join(root, 'away')))
    await hinted('another one in its place', () => symlinkSync('other', directory))
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await hinted('a write in that one', () => writeFileSync(join(root, 'other/a.yaml'), 'bb'))
  })
}

test('tells of every file that came with its directory, whenever it was written', async (t) => {
  const directory = t.testdir({ 'a.yaml': 'a' })
  const named = new Set<string>()
  let everywhere = 0
  const watcher = createWatcher({
    directory,
    polling: false,
    onHint(path) {
      if (path === undefined) everywhere++
      else named.add(path)
    },
    onTrouble: ({ message }) => t.fail(message),
  })
  t.teardown(() => watcher.close())
  await waitFor(
    'the watches stand',
    () => everywhere > 0 || undefined,
    () => '',
  )
  for (let round = 0; round < 40; round++) {
    const file = join(directory, `d${round}`, 'deep', 'x.yaml')
    mkdirSync(join(directory, `d${round}`, 'deep'), { recursive: true })
    if (round % 4 > 0) await new Promise((resolve) => setTimeout(resolve, round % 4))
    writeFileSync(file, 'x')
    await waitFor(
      `${file} is named`,
      () => named.has(file) || undefined,
      () => [...named].join('\n'),
    )
  }
  t.pass('all of them')
})

test('looks everywhere when the folder goes and is back at once, for chokidar may have lost it', async (t) => {
  const root = t.testdir({ services: { 'a.yaml': 'a' } })
  const directory = join(root, 'services')
  let everywhere = 0
  const watcher = createWatcher({
    directory,
    polling: false,
    onHint: (path) => void (everywhere += path === undefined ? 1 : 0),
    onTrouble: ({ message }) => t.fail(message),
  })
  t.teardown(() => watcher.close())
  await new Promise((resolve) => setTimeout(resolve, 1500))
  const before = everywhere
  renameSync(directory, join(root, 'away'))
  renameSync(join(root, 'away'), directory)
  await waitFor(
    'everything is looked at',
    () => everywhere > before || undefined,
    () => String(everywhere),
  )
  t.pass('it does')
})

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
    await hinted('a removal', () => rmSync(join(directory, 'd.yaml')))
    await hinted('a renewed certificate', () => writeFileSync(join(root, 'certificates/c.pem'), 'new'))
    if (!polling) t.ok(named.has(join(directory, 'deep/c.yaml')), 'it names the path as it was given')
    await hinted('a folder that goes', () => renameSync(directory, join(root, 'away')))
    await hinted('another one in its place', () => symlinkSync('other', directory))
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await hinted('a write in that one', () => writeFileSync(join(root, 'other/a.yaml'), 'bb'))
  })
}

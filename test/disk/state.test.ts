/** The state in a real directory: what is written is found again, and what is not whole is never used. */
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test, type Test } from 'tap'
import { openState } from '../../src/disk/state.ts'
import type { GoodText } from '../../src/provider/goodText.ts'

const texts = (...names: readonly string[]): ReadonlyMap<string, GoodText> =>
  new Map(
    names.map((name) => [
      `${name}.yaml`,
      {
        text: `services:\n  ${name}: "ü\u2028😀"\n`,
        readings: new Map([
          ['key.pem', { text: 'secret' }],
          ['gone.pem', { problem: 'there is no such file' }],
        ]),
      },
    ]),
  )

function opener(t: Test) {
  const directory = join(t.testdir({}), 'made', 'state')
  const said: string[] = []
  return {
    directory,
    file: join(directory, 'last-good.jsonl'),
    said,
    open: (definitions = '/services') =>
      openState({ directory, definitions, onTrouble: ({ message }) => said.push(message) }),
  }
}

test('what is kept is found by the next process, and nobody else may read it', async (t) => {
  const { open, file, directory, said } = opener(t)
  const first = open()
  t.equal(first.remembered.size, 0)
  first.keep(texts('a', 'b'))
  await first.close()
  t.same(open().remembered, texts('a', 'b'))
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.equal(statSync(directory).mode & 0o777, 0o700)
  t.same(readdirSync(directory), ['last-good.jsonl'])
  t.same(said, [])
})

test('two processes that keep the same state never write into the half of each other', async (t) => {
  const { open, said, directory } = opener(t)
  const [one, two] = [open(), open()]
  // Large, so that they are written in many pieces.
  const many = (round: number) =>
    texts(...Array.from({ length: 3000 }, (_, n) => `file-${round}-${n}-${'x'.repeat(50)}`))
  for (let round = 0; round < 5; round++) {
    for (const state of [one, two]) state.keep(many(round))
    await new Promise((resolve) => setTimeout(resolve, 30))
    t.equal(open().remembered.size % 3000, 0)
  }
  await Promise.all([one.close(), two.close()])
  t.same(open().remembered, many(4))
  t.same(said, [])
  t.same(readdirSync(directory), ['last-good.jsonl'])
})

test('what a killed process left of a write is cleared away, but not what another one writes now', async (t) => {
  const { open, directory, said } = opener(t)
  await open().close()
  for (const name of ['old', 'new']) writeFileSync(join(directory, `last-good.jsonl.${name}.tmp`), 'x')
  utimesSync(join(directory, 'last-good.jsonl.old.tmp'), 0, 0)
  await open().close()
  t.same(readdirSync(directory), ['last-good.jsonl.new.tmp'])
  t.same(said, [])
})

test('of a file that is gone it keeps which files took its place', async (t) => {
  const { open } = opener(t)
  const [[path, text] = ['', { text: '', readings: new Map() }]] = texts('a')
  const first = open()
  first.keep(texts('a'))
  await first.close()
  for (const awaits of [['b.yaml'], ['b.yaml', 'c.yaml']]) {
    const next = open()
    next.keep(new Map([[path, { ...text, awaits }]]))
    await next.close()
    t.same(open().remembered, new Map([[path, { ...text, awaits }]]))
  }
})

test('of texts that come during a write the last ones are written, and the same ones not again', async (t) => {
  const { open } = opener(t)
  const state = open()
  for (let count = 1; count <= 50; count++) state.keep(texts(`n${count}`))
  await state.close()
  t.same(open().remembered, texts('n50'))
  t.ok(state.writes().good <= 3, `${state.writes().good} writes`)
  const next = open()
  next.keep(texts('n50'))
  await next.close()
  t.match(next.writes(), { good: 0, failed: 0 })
})

test('a state that is not whole is set aside, wherever it was cut or changed', async (t) => {
  const { open, file, directory, said } = opener(t)
  const state = open()
  state.keep(texts('a', 'b'))
  await state.close()
  const whole = readFileSync(file)
  const spoilt: Buffer[] = [Buffer.from('{}\n{}\n'), Buffer.from('null'), Buffer.from('[1]\n[2]\n[3]\n')]
  for (let length = 0; length < whole.length; length++) spoilt.push(whole.subarray(0, length))
  for (let at = 0; at < whole.length; at += 7) {
    const changed = Buffer.from(whole)
    changed[at] = (changed[at] ?? 0) ^ 1
    spoilt.push(changed)
  }
  for (const bytes of spoilt) {
    writeFileSync(file, bytes)
    said.length = 0
    if (open().remembered.size > 0 || said.length !== 1) t.fail(`used: ${bytes.toString()}`)
  }
  t.match(said[0], /is not used: it is damaged; it was renamed to `last-good\.damaged\.jsonl`$/)
  t.same(readdirSync(directory), ['last-good.damaged.jsonl'], 'one of them is kept')
  writeFileSync(file, whole)
  t.same(open().remembered, texts('a', 'b'), 'the whole one is used')
})

test('a state of another folder, of a newer Pointsman, or that is no file is set aside', async (t) => {
  const { open, file, said } = opener(t)
  const state = open('/elsewhere')
  state.keep(texts('a'))
  await state.close()
  t.equal(open().remembered.size, 0)
  t.match(
    said.pop(),
    /it belongs to the definitions in `\/elsewhere`; it was renamed to `last-good\.foreign\.jsonl`/,
  )
  writeFileSync(file, '{"pointsman":"state","version":2}\nwhatever comes then')
  t.equal(open().remembered.size, 0)
  t.match(said.pop(), /written by a newer Pointsman \(version 2 .*`last-good\.newer\.jsonl`/)
  mkdirSync(join(file, 'something'), { recursive: true })
  const next = open()
  t.match(said.pop(), /it is not a regular file; it was renamed/)
  next.keep(texts('b'))
  await next.close()
  t.same(open().remembered, texts('b'))
  t.same(said, [])
})

test('a directory that cannot be written is told once, and written to as soon as it can be', async (t) => {
  const { open, directory, file, said } = opener(t)
  const state = open()
  rmSync(directory, { recursive: true })
  writeFileSync(directory, 'a file stands in the way')
  state.keep(texts('a'))
  await settled(() => state.writes().failed === 1)
  state.keep(texts('b'))
  await settled(() => state.writes().failed === 2)
  t.match(said, [/^the state cannot be written, .*: a file stands where a directory has to be \(E\w+\)$/])
  rmSync(directory)
  state.keep(texts('b'))
  await state.close()
  t.match(said[1], /^the state can be written again$/)
  t.equal(statSync(file).isFile(), true)
  if (process.getuid?.() === 0)
    return t.comment('root may write everywhere: the start with a read-only directory is skipped')
  chmodSync(directory, 0o500)
  open()
  t.match(said[2], /^no state can be kept in .*: this user may not write there \(EACCES\)$/)
  chmodSync(directory, 0o700)
})

async function settled(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 1000) throw new Error('It did not happen within ten seconds.')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

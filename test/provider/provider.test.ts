/** What is served, whatever happens to the folder: the provider with the real compiler over a folder in memory. */
import { test } from 'tap'
import { createCompiler } from '../../src/compiler/compile.ts'
import type { SourceFile, World } from '../../src/compiler/source.ts'
import type { ProviderEvent } from '../../src/provider/event.ts'
import type { GoodText } from '../../src/provider/goodText.ts'
import { createProvider } from '../../src/provider/provider.ts'
import { createFakeCompile } from './fakeCompile.ts'
import { createFakeFolder } from './fakeFolder.ts'

const world: World = {
  env: {},
  now: () => new Date('2026-01-01'),
  readFile: () => ({ problem: 'there is no such file' }),
  inspectCertificate: () => ({ problem: 'it is none' }),
}

const service = (name: string, host: string) =>
  `services:\n  ${name}: { host: ${host}.example.com, upstream: http://a:80 }`

function start(
  files: Readonly<Record<string, string>>,
  allowEmpty = false,
  remembered: ReadonlyMap<string, GoodText> = new Map(),
) {
  const folder = createFakeFolder(files)
  const compiler = createCompiler()
  const events: ProviderEvent[] = []
  const compile = (sources: readonly SourceFile[]) => compiler(sources, world)
  const log = (event: ProviderEvent): void => void events.push(event)
  const provider = createProvider({ folder, compile, allowEmpty, log, remembered })
  const hosts = (): readonly string[] => {
    const text = provider.current()?.body.toString() ?? ''
    return [
      ...new Set(Array.from(text.matchAll(/Host\(`([^.]+)\.example\.com`\)/g), (match) => match[1] ?? '')),
    ].sort()
  }
  return {
    folder,
    provider,
    events,
    hosts,
    codes: () => provider.status().diagnostics.map(({ code }) => code),
  }
}

test('a mistake keeps the last good text of its file and nothing else', async (t) => {
  const { folder, provider, hosts, codes, events } = start({
    'a.yaml': service('a', 'a1'),
    'b.yaml': service('b', 'b1'),
  })
  t.match(await provider.reload(), { kind: 'published' })
  folder.write('a.yaml', 'services: [')
  folder.write('b.yaml', service('b', 'b2'))
  t.match(await provider.reload(), { kind: 'published' })
  t.same(hosts(), ['a1', 'b2'])
  t.same(codes(), ['yaml-syntax'])
  t.same(provider.status().files, [
    { path: 'a.yaml', state: 'quarantined' },
    { path: 'b.yaml', state: 'served' },
  ])
  t.match(await provider.reload(), { kind: 'unchanged' })
  folder.write('a.yaml', service('a', 'a2'))
  await provider.reload()
  t.same(hosts(), ['a2', 'b2'])
  t.ok(events.some(({ kind }) => kind === 'mended'))
  t.equal(events.filter(({ kind }) => kind === 'mistakes').length, 1, 'a mistake is told once')
})

test('a file that is deleted while it is held back is told, unless another one took its place', async (t) => {
  const { folder, provider, hosts, events } = start({
    'a.yaml': service('a', 'a1'),
    'b.yaml': service('b', 'b1'),
    'new.yaml': 'services: [',
  })
  await provider.reload()
  folder.write('a.yaml', 'services: [ 1')
  await provider.reload()
  const dropped = () => events.splice(0).flatMap((event) => (event.kind === 'dropped' ? event.files : []))
  t.same(dropped(), [])
  folder.remove('a.yaml')
  folder.remove('new.yaml')
  await provider.reload()
  t.same(hosts(), ['b1'])
  t.same(dropped(), ['a.yaml', 'new.yaml'])
  await provider.reload()
  t.same(dropped(), [])
  folder.write('c.yaml', service('c', 'c1'))
  await provider.reload()
  folder.write('b.yaml', 'services: [ 2')
  await provider.reload()
  folder.remove('b.yaml')
  folder.write('renamed.yaml', 'services: [ 2')
  await provider.reload()
  folder.remove('c.yaml')
  await provider.reload()
  t.same(hosts(), ['b1'])
  t.same(dropped(), [], 'what was right needs no word but what is served')
  folder.write('c.yaml', service('c', 'c2'))
  folder.remove('renamed.yaml')
  await provider.reload()
  t.same(dropped(), ['renamed.yaml'])
})

test('a file that is cut to nothing keeps its last good text until somebody says that there is nothing', async (t) => {
  const { folder, provider, hosts, codes } = start({ 'a.yaml': service('a', 'a1'), 'b.yaml': '' })
  await provider.reload()
  t.same(codes(), [], 'a file may be empty from the start')
  for (const text of ['', ' \n', 'services:\n  ']) {
    folder.write('a.yaml', text)
    await provider.reload()
    t.same(hosts(), ['a1'], JSON.stringify(text))
    t.same(codes(), ['emptied-file'])
  }
  folder.write('a.yaml', service('a', 'a2'))
  await provider.reload()
  t.same(hosts(), ['a2'])
  t.same(codes(), [])
  folder.write('b.yaml', service('b', 'b1'))
  await provider.reload()
  folder.write('a.yaml', 'services: {}')
  await provider.reload()
  t.same(hosts(), ['b1'])
})

test('of two files that contradict each other, the one that changed last is blamed', async (t) => {
  const { folder, provider, hosts, codes } = start({
    'a.yaml': service('a', 'a1'),
    'b.yaml': service('b', 'b1'),
  })
  await provider.reload()
  folder.write('a.yaml', service('b', 'a2'))
  await provider.reload()
  t.same(hosts(), ['a1', 'b1'])
  t.same(codes(), ['duplicate-service'])
  folder.write('b.yaml', service('c', 'b2'))
  await provider.reload()
  t.same(hosts(), ['a2', 'b2'], 'the contradiction is gone, and so is the quarantine')
})

test('two files may change places', async (t) => {
  const { folder, provider, hosts } = start({ 'a.yaml': service('a', 'x'), 'b.yaml': service('b', 'y') })
  await provider.reload()
  folder.write('a.yaml', service('a', 'y'))
  folder.write('b.yaml', service('b', 'x'))
  t.match(await provider.reload(), { kind: 'published' })
  t.same(hosts(), ['x', 'y'])
  t.same(provider.status().diagnostics, [])
})

test('an empty or missing folder keeps what is served', async (t) => {
  const { folder, provider, hosts, events } = start({ 'a.yaml': service('a', 'a1') })
  await provider.reload()
  folder.vanish('it is gone')
  t.match(await provider.reload(), { kind: 'held', reason: 'it is gone' })
  await provider.reload()
  t.equal(events.filter(({ kind }) => kind === 'held').length, 1, 'told once')
  folder.comeBack()
  t.match(await provider.reload(), { kind: 'unchanged' })
  folder.remove('a.yaml')
  t.match(await provider.reload(), { kind: 'held' })
  t.same(hosts(), ['a1'])
  folder.write('a.yaml', 'services: {}')
  t.match(await provider.reload(), { kind: 'published' })
  t.same(hosts(), [])
  t.match(provider.current()?.body.toString(), /pointsman-/)
})

test('an empty folder clears when that is allowed', async (t) => {
  const { folder, provider, hosts } = start({ 'a.yaml': service('a', 'a1') }, true)
  await provider.reload()
  folder.remove('a.yaml')
  t.match(await provider.reload(), { kind: 'published' })
  t.same(hosts(), [])
})

test('nothing is served before there is something good', async (t) => {
  const { folder, provider, hosts } = start({ 'a.yaml': 'services: [' })
  t.match(await provider.reload(), { kind: 'held' })
  t.equal(provider.current(), undefined)
  folder.write('b.yaml', service('b', 'b1'))
  t.match(await provider.reload(), { kind: 'published' })
  t.same(hosts(), ['b1'])
})

const good = (texts: Readonly<Record<string, string>>) =>
  new Map(Object.entries(texts).map(([path, text]) => [path, { text, readings: new Map() }]))

test('a restart goes on with the last good text of a broken file, and forgets files that are gone', async (t) => {
  const before = good({
    'a.yaml': service('a', 'a1'),
    'b.yaml': service('b', 'b1'),
    'c.yaml': service('c', 'c1'),
  })
  const files = { 'a.yaml': 'services: [', 'b.yaml': service('b', 'b2') }
  const { folder, provider, hosts } = start(files, false, before)
  t.match(await provider.reload(), { kind: 'published' })
  t.same(hosts(), ['a1', 'b2'])
  t.same([...provider.lastGood().keys()], ['a.yaml', 'b.yaml'])
  folder.write('a.yaml', service('a', 'a2'))
  await provider.reload()
  t.same(hosts(), ['a2', 'b2'])
})

test('a restart with every file broken serves all the last good texts', async (t) => {
  const files = { 'a.yaml': 'services: [', 'b.yaml': 'services: {' }
  const before = good({ 'a.yaml': service('a', 'a1'), 'b.yaml': service('b', 'b1') })
  const { provider, hosts } = start(files, false, before)
  t.match(await provider.reload(), { kind: 'published' })
  t.same(hosts(), ['a1', 'b1'])
})

test('a restart without a folder, or with an empty one, serves what was served before', async (t) => {
  const before = good({ 'a.yaml': service('a', 'a1'), 'bad.yaml': 'services: [' })
  for (const missing of [true, false]) {
    const { folder, provider, hosts, events } = start({}, false, before)
    if (missing) folder.vanish('there is no directory')
    t.match(await provider.reload(), { kind: 'held' })
    t.same(hosts(), ['a1'])
    t.match(events, [
      { kind: 'held' },
      { kind: 'restored', services: 1 },
      // Written by another Pointsman, say.
      { kind: 'lost', files: ['bad.yaml'] },
    ])
    t.match(provider.status().files[0], { path: 'a.yaml', state: 'quarantined' })
    folder.comeBack()
    folder.write('a.yaml', service('a', 'a2'))
    t.match(await provider.reload(), { kind: 'published' })
    t.same(hosts(), ['a2'])
  }
})

test('a restart on an emptied folder clears when that is allowed or said', async (t) => {
  const before = good({ 'a.yaml': service('a', 'a1') })
  for (const [files, allowEmpty] of [
    [{}, true],
    [{ 'a.yaml': 'services: {}' }, false],
  ] as const) {
    const { provider, hosts } = start(files, allowEmpty, before)
    t.match(await provider.reload(), { kind: 'published' })
    t.same(hosts(), [])
  }
})

test('a file that stays broken follows its certificate, but never half of it', async (t) => {
  const disk = new Map([['key.pem', 'one']])
  const folder = createFakeFolder({ 'a.yaml': 'secret a key.pem', 'b.yaml': 'service b 1' })
  const log = (): void => undefined
  const provider = createProvider({ folder, compile: createFakeCompile(disk), allowEmpty: false, log })
  const serves = (value: string) => provider.current()?.body.includes(`"X-Value":"${value}"`) === true
  await provider.reload()
  t.ok(serves('one'))
  folder.write('a.yaml', 'error broken')
  await provider.reload()
  t.ok(serves('one'))

  disk.set('key.pem', 'two')
  await provider.reload()
  t.ok(serves('two'), 'the old text with the new file')
  t.match(provider.status().files[0], { path: 'a.yaml', state: 'quarantined' })
  t.equal(provider.status().diagnostics.length, 1)

  disk.delete('key.pem')
  await provider.reload()
  t.ok(serves('two'), 'what it read last')
  t.equal(provider.status().diagnostics.length, 1, 'of the old text there is nothing to say')
  // What it reads takes the name of another service: then it is as it was.
  disk.set('key.pem', '=b')
  await provider.reload()
  t.ok(serves('two') && serves('1'))
  disk.set('key.pem', 'three')
  folder.write('a.yaml', 'secret a key.pem')
  await provider.reload()
  t.ok(serves('three') && !serves('two'))
})

test('a certificate that changes between two compiles of one reload takes nothing away', async (t) => {
  const disk = new Map([['key.pem', 'one']])
  const folder = createFakeFolder({ 'a.yaml': 'secret a key.pem', 'b.yaml': 'service b 1' })
  const compiler = createFakeCompile(disk)
  let renew = (): void => undefined
  const compile = (sources: readonly SourceFile[]) => {
    const compilation = compiler(sources)
    renew()
    return compilation
  }
  const provider = createProvider({ folder, compile, allowEmpty: false, log: () => undefined })
  await provider.reload()
  folder.write('b.yaml', 'error broken')
  // Half a renewal, when the first compile is done.
  renew = () => void disk.delete('key.pem')
  await provider.reload()
  t.match(provider.current()?.body.toString(), /"X-Value":"one"/)
  t.same(provider.status().files, [
    { path: 'a.yaml', state: 'quarantined' },
    { path: 'b.yaml', state: 'quarantined' },
  ])
})

test('a certificate comes near its end without any edit, and that is told at each step', async (t) => {
  const folder = createFakeFolder({
    'a.yaml':
      'services: { a: { host: a.example.com, upstream: http://a, tls: { cert: c.pem, key: k.pem } } }',
  })
  let now = new Date('2026-01-01')
  const inspected = { names: ['a.example.com'], notBefore: new Date(0), notAfter: new Date('2026-02-01') }
  const its: World = {
    ...world,
    now: () => now,
    readFile: () => ({ text: '-----BEGIN CERTIFICATE-----' }),
    inspectCertificate: () => inspected,
  }
  const compiler = createCompiler()
  const told: string[] = []
  const log = (event: ProviderEvent): void => {
    if (event.kind === 'mistakes') told.push(...event.diagnostics.map(({ message }) => message))
  }
  const compile = (sources: readonly SourceFile[]) => compiler(sources, its)
  const provider = createProvider({ folder, compile, allowEmpty: false, log })
  for (const day of ['01-01', '01-10', '01-12', '01-13', '01-26', '02-02', '02-03']) {
    now = new Date(`2026-${day}`)
    await provider.reload()
  }
  t.same(told, [
    'The certificate expires within three weeks, on 2026-02-01.',
    'The certificate expires within a week, on 2026-02-01.',
    'The certificate expired on 2026-02-01.',
  ])
  t.match(provider.status(), {
    diagnostics: [{ code: 'certificate-expired', place: { file: 'a.yaml', line: 1 } }],
    certificates: [{ service: 'a', path: 'c.pem', notAfter: inspected.notAfter }],
  })
})

test('nothing is restored from texts of which none is right', async (t) => {
  const { folder, provider } = start({}, false, good({ 'a.yaml': 'services: [' }))
  folder.vanish('there is no directory')
  t.match(await provider.reload(), { kind: 'held' })
  t.equal(provider.current(), undefined)
})

test('a listener that fails harms nobody, and one that has ended hears nothing', async (t) => {
  const { folder, provider, events } = start({ 'a.yaml': service('a', 'a1') })
  const heard: string[] = []
  provider.onPublish(() => {
    throw new Error('no')
  })
  const end = provider.onPublish(({ revision }) => heard.push(revision))
  await provider.reload()
  end()
  folder.write('a.yaml', service('a', 'a2'))
  await provider.reload()
  t.equal(heard.length, 1)
  t.equal(events.filter(({ kind }) => kind === 'fault').length, 2)
})

test('serves what a simple model says, through 3000 random edits', async (t) => {
  const seed = Number(process.env['SEED'] ?? 20261124)
  t.comment(`SEED=${seed}`)
  const random = generator(seed)
  const { folder, provider, hosts } = start({})
  /** By path: the host that must be served. */
  let model = new Map<string, string>()
  /** By path: the host of a good file, or nothing for a bad one. */
  const there = new Map<string, string | undefined>()
  for (let step = 0; step < 3000; step++) {
    // Nothing is taken for renamed, which is for `rename.test.ts`: what is new tells its name.
    const removes = random(5) === 0
    for (let edits = 1 + random(3); edits > 0; edits--) {
      const name = `f${random(6)}`
      const path = `${name}.yaml`
      const kind = removes ? 9 : random(8)
      if (kind < 5) {
        const host = `${name}-${step}-${edits}`
        folder.write(path, service(name, host))
        there.set(path, host)
      } else if (kind < 7) {
        const bad = [`services:\n  ${name}: { hst: x }`, `services:\n  ${name}: { host: x }`]
        if (there.has(path)) bad.push('services: [', '\ta')
        folder.write(path, bad[random(bad.length)] ?? '', `# ${step}-${edits}`)
        there.set(path, undefined)
      } else if (kind < 8 && there.has(path)) {
        folder.spoil(path)
        there.set(path, undefined)
      } else {
        folder.remove(path)
        there.delete(path)
      }
    }
    await provider.reload()
    const next = new Map([...model].filter(([path]) => there.has(path)))
    for (const [path, host] of there) if (host !== undefined) next.set(path, host)
    // Where nothing would be left, everything is held, and nothing counts as removed.
    if (next.size > 0) model = next
    const served = [...model.values()].sort()
    if (JSON.stringify(hosts()) !== JSON.stringify(served)) {
      t.same(hosts(), served, `step ${step}`)
      return
    }
  }
  t.pass('no difference')
})

/** Numbers from 0 to below `most`, the same for the same seed. */
function generator(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * most)
  }
}

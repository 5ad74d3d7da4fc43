/** Files that are renamed, moved, merged and split while they are broken: what they defined is served on. */
import { test } from 'tap'
import type { FakeFolder } from './fakeFolder.ts'
import { bad, entry, generator, good, start } from './restartable.ts'

function rename(folder: FakeFolder, from: string, to: string, text?: string): void {
  const look = folder.files.get(from)
  folder.remove(from)
  folder.write(to, text ?? (look && 'text' in look ? look.text : ''))
}

const others = { 'z.yaml': good('z') }

test('a file that is broken takes its last good text along to another name, and back', async (t) => {
  for (const text of [bad('a'), 'services: [', '<<<<<<< HEAD']) {
    const { folder, reload, hosts, restart, status } = start({ 'a.yaml': good('a'), ...others })
    await reload()
    folder.write('a.yaml', text)
    await reload()
    for (const [from, to] of [
      ['a.yaml', 'b.yaml'],
      ['b.yaml', 'sub/c.yaml'],
      ['sub/c.yaml', 'a.yaml'],
    ] as const) {
      rename(folder, from, to)
      await reload()
      t.same(hosts(), ['a-1', 'z-1'], `${from} to ${to}`)
      await reload()
      t.same(hosts(), ['a-1', 'z-1'])
      restart()
      await reload()
      t.same(hosts(), ['a-1', 'z-1'], `a restart after ${from} to ${to}`)
    }
    rename(folder, 'a.yaml', 'b.yaml')
    await reload()
    t.match(
      status().diagnostics.filter(({ code }) => code === 'moved-here'),
      [{ severity: 'warning', place: { file: 'b.yaml' }, message: /`a\.yaml`, which is gone/ }],
    )
    // Still broken, in another way.
    folder.write('b.yaml', '# nothing left: [')
    folder.write('b.yaml', '{{{')
    await reload()
    t.same(hosts(), ['a-1', 'z-1'])
    folder.write('b.yaml', `services:\n${entry('a', 2)}`)
    await reload()
    t.same(hosts(), ['a-2', 'z-1'])
    t.same(status().diagnostics, [])
    t.same(
      status().files.map(({ path }) => path),
      ['b.yaml', 'z.yaml'],
    )
  }
})

test('a file that is renamed and broken in one go is served on', async (t) => {
  const spellings = [
    bad('a'),
    'services:\n  a\n    host: a.example.com\n',
    'services: { a: { host: x ',
    'services:\n  a: { hots: a.example.com, upstream: http://a:80 }',
    '\tservices:\n\t  a: {}',
    'services: [',
  ]
  for (const text of spellings) {
    const { folder, reload, hosts, restart, status } = start({ 'a.yaml': good('a'), ...others })
    await reload()
    rename(folder, 'a.yaml', 'sub/b.yaml', text)
    await reload()
    t.same(hosts(), ['a-1', 'z-1'], JSON.stringify(text))
    restart()
    await reload()
    t.same(hosts(), ['a-1', 'z-1'])
    t.same(status().files, [
      { path: 'a.yaml', state: 'quarantined' },
      { path: 'sub/b.yaml', state: 'left-out' },
      { path: 'z.yaml', state: 'served' },
    ])
    folder.remove('sub/b.yaml')
    await reload()
    t.same(hosts(), ['z-1'], 'deleting it takes the service away')
    restart()
    await reload()
    t.same(hosts(), ['z-1'])
  }
})

test('so is one that cannot be read any more after it was renamed', async (t) => {
  const { folder, reload, hosts } = start({ 'a.yaml': good('a'), ...others })
  await reload()
  folder.remove('a.yaml')
  folder.spoil('b.yaml')
  await reload()
  t.same(hosts(), ['a-1', 'z-1'])
  folder.remove('b.yaml')
  folder.spoil('c.yaml')
  await reload()
  t.same(hosts(), ['a-1', 'z-1'])
  folder.write('c.yaml', good('c'))
  await reload()
  t.same(hosts(), ['c-1', 'z-1'])
})

test('who wanted a name that was taken does not get it because its owner is renamed and broken', async (t) => {
  const { folder, reload, hosts } = start({ 'a.yaml': good('a'), 'b.yaml': good('b'), ...others })
  await reload()
  folder.write('b.yaml', `services:\n${entry('a', 2)}`)
  await reload()
  t.same(hosts(), ['a-1', 'b-1', 'z-1'])
  rename(folder, 'a.yaml', 'sub/a.yaml', 'services: [')
  await reload()
  t.same(hosts(), ['a-1', 'b-1', 'z-1'])
  await reload()
  t.same(hosts(), ['a-1', 'b-1', 'z-1'])
  folder.write('c.yaml', `services:\n${entry('a', 3)}`)
  await reload()
  t.same(hosts(), ['a-1', 'b-1', 'z-1'], 'nor who wants it later')
  folder.write('sub/a.yaml', `services:\n${entry('a', 4)}`)
  await reload()
  t.same(hosts(), ['a-4', 'b-1', 'z-1'], 'its owner is right again')
  folder.remove('c.yaml')
  folder.remove('sub/a.yaml')
  await reload()
  t.same(hosts(), ['a-2', 'z-1'])
})

test("whatever its rivals do, a service is its owner's while he is renamed and broken", async (t) => {
  const seed = Number(process.env['SEED'] ?? 20261130)
  t.comment(`SEED=${seed}`)
  const random = generator(seed)
  const kinds = ['services: [', '<<<<<<< HEAD', bad('a'), 'services:\n  a: { hots: x }'] as const
  for (let run = 0; run < 60; run++) {
    const { folder, reload, hosts, restart } = start({ 'a.yaml': good('a'), 'b.yaml': good('b'), ...others })
    await reload()
    const steps: string[] = []
    let owner = 'a.yaml'
    for (let step = 0; step < 8; step++) {
      const rival = `${['b', 'c', 'd'][random(3)]}.yaml`
      const kind = random(8)
      const broken = kinds[random(kinds.length)] ?? ''
      steps.push(`${kind} ${rival} ${JSON.stringify(broken)}`)
      if (kind < 2) folder.write(rival, `services:\n${entry('a', 2 + random(3))}`)
      else if (kind < 3) folder.write(rival, `services:\n${entry('a', 5)}\n  broken: [`)
      else if (kind < 4 && rival !== 'b.yaml') folder.remove(rival)
      else if (kind < 6) {
        const stays = owner !== 'a.yaml' && random(2) === 0
        rename(folder, owner, `sub/${step}.yaml`, stays ? undefined : broken)
        owner = `sub/${step}.yaml`
      } else if (kind < 7 && owner !== 'a.yaml') folder.write(owner, broken)
      else restart()
      await reload()
      if (hosts().includes('a-1')) continue
      t.same(hosts(), ['a-1', 'z-1'], `run ${run}: ${steps.join(', ')}`)
      return
    }
  }
  t.pass("it never was anybody else's")
})

test('of two rivals for what is deleted one gets it', async (t) => {
  const { folder, reload, hosts, status } = start({ 'a.yaml': good('a'), ...others })
  await reload()
  folder.write('b.yaml', `services:\n${entry('a', 2)}`)
  folder.write('c.yaml', `services:\n${entry('a', 3)}`)
  await reload()
  t.same(hosts(), ['a-1', 'z-1'])
  folder.remove('a.yaml')
  await reload()
  t.same(hosts(), ['a-2', 'z-1'])
  t.match(status().diagnostics, [{ code: 'duplicate-service', place: { file: 'c.yaml' } }])
})

test('what came before a restart is not taken for what goes during it', async (t) => {
  const { folder, reload, hosts, restart } = start({ 'a.yaml': good('a'), 'b.yaml': good('b'), ...others })
  await reload()
  rename(folder, 'a.yaml', 'sub/a.yaml', 'services: [')
  await reload()
  folder.remove('b.yaml')
  restart()
  await reload()
  t.same(hosts(), ['a-1', 'z-1'])
})

test('the new name may come before the old one goes', async (t) => {
  const { folder, reload, hosts } = start({ 'a.yaml': good('a'), ...others })
  await reload()
  folder.write('b.yaml', bad('a'))
  await reload()
  folder.remove('a.yaml')
  await reload()
  t.same(hosts(), ['a-1', 'z-1'])
  rename(folder, 'b.yaml', 'a.yaml', good('a'))
  await reload()
  t.same(hosts(), ['a-1', 'z-1'])
})

test('what is deleted stays away, whatever else is broken', async (t) => {
  const { folder, reload, hosts, restart } = start({ 'a.yaml': good('a'), 'b.yaml': good('b'), ...others })
  await reload()
  folder.write('b.yaml', `${bad('b')} # not a any more`)
  folder.remove('a.yaml')
  folder.write('c.yaml', bad('c'))
  await reload()
  t.same(hosts(), ['b-1', 'z-1'])
  folder.write('a.yaml', bad('a'))
  await reload()
  t.same(hosts(), ['b-1', 'z-1'], 'also when somebody begins to write it anew')
  restart()
  await reload()
  t.same(hosts(), ['b-1', 'z-1'])
})

test('what moves into a file that is broken is served as it was', async (t) => {
  const { folder, reload, hosts, status, restart } = start({
    'a.yaml': good('a', 'shop'),
    'b.yaml': good('b'),
    'c.yaml': good('c'),
    ...others,
  })
  await reload()
  // `shop` from one file to another, all of `c.yaml` into it as well.
  folder.write('a.yaml', good('a'))
  folder.remove('c.yaml')
  folder.write('b.yaml', bad('b', 'c', 'shop'))
  folder.write('z.yaml', `services:\n${entry('z', 2)}`)
  for (const again of [false, true]) {
    if (again) restart()
    await reload()
    t.same(hosts(), ['a-1', 'b-1', 'c-1', 'shop-1', 'z-2'])
    t.same(
      status().files.map(({ path, state }) => `${path} ${state}`),
      ['a.yaml quarantined', 'b.yaml quarantined', 'c.yaml quarantined', 'z.yaml served'],
    )
    t.match(
      status().diagnostics.flatMap(({ code, message }) => (code === 'moved-here' ? [message] : [])),
      [/`c\.yaml`, which is gone/, /what `a\.yaml` defined/],
    )
  }
  folder.write('b.yaml', bad('b', 'c'))
  await reload()
  t.same(hosts(), ['a-1', 'b-1', 'c-1', 'z-2'], 'nobody names `shop` any more')
  folder.write('b.yaml', good('b', 'c', 'shop'))
  await reload()
  t.same(hosts(), ['a-1', 'b-1', 'c-1', 'shop-1', 'z-2'])
  t.same(status().diagnostics, [])
})

test('of a file that is split, all is served until each part is right', async (t) => {
  const { folder, reload, hosts, status } = start({ 'a.yaml': good('a', 'b', 'c'), ...others })
  await reload()
  rename(folder, 'a.yaml', 'a1.yaml', good('a'))
  folder.write('a2.yaml', bad('b'))
  folder.write('a3.yaml', bad('c'))
  await reload()
  t.same(hosts(), ['a-1', 'b-1', 'c-1', 'z-1'])
  folder.write('a2.yaml', good('b'))
  await reload()
  t.same(hosts(), ['a-1', 'b-1', 'c-1', 'z-1'])
  folder.write('a3.yaml', good('c'))
  await reload()
  t.same(hosts(), ['a-1', 'b-1', 'c-1', 'z-1'])
  t.same(status().diagnostics, [])
})

test('what others need is kept as well: authentication, TLS profiles, defaults, objects in the words of Traefik', async (t) => {
  const needed = {
    auth: ['auth:\n  authentik: { outpost: "http://authentik:9000" }', 'auth: authentik'],
    tls: ['tlsProfiles:\n  strict: { minVersion: "1.3" }', 'tls: strict'],
    native: ['http: { middlewares: { door: { stripPrefix: { prefixes: [/a] } } } }', 'middlewares: [door]'],
  }
  for (const [what, [text = '', use = '']] of Object.entries(needed)) {
    const { folder, reload, hosts, status } = start({
      'needed.yaml': text,
      'a.yaml': `services:\n  a: { host: a-1.example.com, upstream: http://a:80, ${use} }`,
    })
    await reload()
    t.same(status().diagnostics, [], what)
    t.same(hosts(), ['a-1'])
    rename(folder, 'needed.yaml', 'new.yaml', `${text}\n  x: [`)
    await reload()
    t.same(hosts(), ['a-1'], what)
  }
})

test('what is deleted and still needed is kept until nothing needs it', async (t) => {
  const user = (name: string) =>
    `services:\n  ${name}: { host: ${name}-1.example.com, upstream: http://a:80, auth: authentik }`
  const { folder, reload, hosts, status, restart } = start({
    'auth.yaml': 'auth:\n  authentik: { outpost: "http://authentik:9000" }',
    'door.yaml': good('door'),
    'a.yaml': user('a'),
    'b.yaml': user('b'),
    ...others,
  })
  await reload()
  folder.remove('auth.yaml')
  folder.remove('door.yaml')
  folder.write('new.yaml', good('new'))
  await reload()
  t.same(hosts(), ['a-1', 'b-1', 'new-1', 'z-1'])
  t.match(status().diagnostics, [
    {
      code: 'still-needed',
      place: { file: 'a.yaml', line: 2 },
      message: /`authentik` stood in `auth\.yaml`/,
    },
    { code: 'still-needed', place: { file: 'b.yaml', line: 2 } },
  ])
  restart()
  await reload()
  t.same(hosts(), ['a-1', 'b-1', 'new-1', 'z-1'])
  folder.write('a.yaml', good('a'))
  await reload()
  t.same(hosts(), ['a-1', 'b-1', 'new-1', 'z-1'])
  folder.remove('b.yaml')
  await reload()
  t.same(hosts(), ['a-1', 'new-1', 'z-1'])
  t.same(
    status().files.map(({ path }) => path),
    ['a.yaml', 'new.yaml', 'z.yaml'],
  )
})

test('so is what the last good text of a broken file needs', async (t) => {
  const auth = 'auth:\n  authentik: { outpost: "http://authentik:9000" }'
  const user = 'services:\n  a: { host: a-1.example.com, upstream: http://a:80, auth: authentik }'
  const breaks = [
    (folder: FakeFolder) => folder.write('a.yaml', `${user}\n  broken: [`),
    (folder: FakeFolder) => folder.write('a.yaml', '<<<<<<< HEAD'),
    (folder: FakeFolder) => folder.spoil('a.yaml'),
  ]
  for (const [index, breakIt] of breaks.entries()) {
    for (const before of [true, false]) {
      const { folder, reload, hosts, status, restart } = start({
        'auth.yaml': auth,
        'a.yaml': user,
        ...others,
      })
      await reload()
      breakIt(folder)
      if (before) await reload()
      folder.remove('auth.yaml')
      for (const again of [false, false, true]) {
        if (again) restart()
        await reload()
        t.same(hosts(), ['a-1', 'z-1'], `break ${index}, before ${before}, again ${again}`)
      }
      t.match(
        status().diagnostics.filter(({ code }) => code === 'still-needed'),
        [{ place: { file: 'a.yaml', line: 1 }, message: /`authentik` stood in `auth\.yaml`/ }],
      )
      // Others may define it while the file is broken.
      folder.write('other.yaml', auth)
      await reload()
      t.same(hosts(), ['a-1', 'z-1'])
      t.same(
        status().files.map(({ path, state }) => `${path} ${state}`),
        ['a.yaml quarantined', 'other.yaml served', 'z.yaml served'],
      )
      folder.write('a.yaml', user)
      await reload()
      t.same(status().diagnostics, [])
    }
  }
})

test('so is what that needs in turn', { timeout: 20_000 }, async (t) => {
  const auth = 'auth:\n  authentik: { outpost: "http://authentik:9000" }'
  const shop = '  shop: { host: shop-1.example.com, upstream: http://a:80, auth: authentik }'
  const { folder, reload, hosts, status, restart } = start({
    'auth.yaml': auth,
    'a.yaml': `${good('a')}\n${shop}`,
    'b.yaml': good('b'),
    ...others,
  })
  await reload()
  folder.remove('auth.yaml')
  folder.write('a.yaml', good('a'))
  folder.write('b.yaml', `${good('b')}\n${shop}\n  broken: [`)
  for (const again of [false, false, true]) {
    if (again) restart()
    await reload()
    t.same(hosts(), ['a-1', 'b-1', 'shop-1', 'z-1'])
    t.same(
      status().diagnostics.map(({ code, place }) => `${code} ${place.file}`),
      ['still-needed a.yaml', 'moved-here b.yaml', 'yaml-syntax b.yaml'],
    )
  }
  rename(folder, 'b.yaml', 'new.yaml')
  for (const again of [false, false, true]) {
    if (again) restart()
    await reload()
    t.same(hosts(), ['a-1', 'b-1', 'shop-1', 'z-1'], 'also under another name')
  }
  folder.write('auth.yaml', auth)
  folder.write('new.yaml', `${good('b')}\n${shop}`)
  await reload()
  t.same(hosts(), ['a-1', 'b-1', 'shop-1', 'z-1'])
  t.same(status().diagnostics, [])
})

test('a broken file may be renamed although what it needs was deleted', async (t) => {
  const user = 'services:\n  a: { host: a-1.example.com, upstream: http://a:80, auth: authentik }'
  const { folder, reload, hosts, restart } = start({
    'auth.yaml': 'auth:\n  authentik: { outpost: "http://authentik:9000" }',
    'a.yaml': user,
    ...others,
  })
  await reload()
  folder.write('a.yaml', `${user}\n  broken: [`)
  folder.remove('auth.yaml')
  await reload()
  rename(folder, 'a.yaml', 'b.yaml')
  for (const again of [false, false, true]) {
    if (again) restart()
    await reload()
    t.same(hosts(), ['a-1', 'z-1'])
  }
  folder.remove('b.yaml')
  await reload()
  t.same(hosts(), ['z-1'])
})

test('what is deleted goes although another file can be read no more in the same moment', async (t) => {
  const { folder, reload, hosts } = start({ 'a.yaml': good('a'), 'b.yaml': good('b'), ...others })
  await reload()
  folder.remove('a.yaml')
  folder.spoil('b.yaml')
  await reload()
  t.same(hosts(), ['b-1', 'z-1'])
})

test('nothing that a file on disk names is lost, through 500 random moves and restarts', async (t) => {
  const seed = Number(process.env['SEED'] ?? 20261130)
  t.comment(`SEED=${seed}`)
  const random = generator(seed)
  const { folder, reload, hosts, restart } = start({})
  /** By path: the services that it names, and whether it is right. */
  let model = new Map<string, { names: readonly string[]; right: boolean }>()
  let served: readonly string[] = []
  const fresh = counter()
  for (let step = 0; step < 500; step++) {
    const paths = [...model.keys()]
    const one = paths[random(paths.length)]
    const other = paths[random(paths.length)]
    const next = new Map(model)
    const right = random(3) > 0
    const names = (path: string | undefined) => next.get(path ?? '')?.names ?? []
    const kind = random(12)
    if (one === undefined || (kind < 2 && paths.length < 8)) {
      next.set(`${fresh()}.yaml`, { names: [`s${fresh()}`, `s${fresh()}`], right })
    } else if (kind < 4) {
      next.set(one, { names: names(one), right })
    } else if (kind < 8) {
      // Renamed, broken or not, as often as not under a name that was there before.
      const to = random(2) ? `${fresh()}.yaml` : `dir/${random(4)}.yaml`
      if (next.has(to)) continue
      next.set(to, { names: names(one), right })
      next.delete(one)
    } else if (kind < 9) {
      next.delete(one)
    } else if (other !== undefined && other !== one) {
      const moved = names(one).slice(0, random(3))
      const rest = names(one).slice(moved.length)
      if (rest.length === 0) next.delete(one)
      else next.set(one, { names: rest, right: next.get(one)?.right === true && random(4) > 0 })
      next.set(other, { names: [...names(other), ...moved], right })
    }
    for (const path of model.keys()) if (!next.has(path)) folder.remove(path)
    for (const [path, file] of next)
      if (file !== model.get(path)) folder.write(path, (file.right ? good : bad)(...file.names))
    model = next
    if (random(6) === 0) restart()
    await reload()

    const now = hosts().map((host) => host.replace(/-1$/, ''))
    const files = [...model.values()]
    const named = new Set(files.flatMap((file) => file.names))
    const lost = served.filter((name) => named.has(name) && !now.includes(name))
    const isAsOnDisk = files.some((file) => !file.right) || named.size === 0 || isSame(now, [...named].sort())
    if (lost.length > 0 || !isAsOnDisk) {
      t.same({ lost, now }, { lost: [], now: [...named].sort() }, `step ${step}`)
      return
    }
    served = now
  }
  t.pass('no difference')
})

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.join() === b.join()
}

function counter(): () => number {
  let count = 0
  return () => count++
}

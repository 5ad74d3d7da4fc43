/** Services need what other files define, and files are edited, broken, renamed and deleted: nothing that worked is lost. */
import { test } from 'tap'
import { generator, start } from './restartable.ts'

interface Content {
  /** By service: the authentication that it needs. */
  readonly services: ReadonlyMap<string, string | undefined>
  readonly defines: readonly string[]
  readonly right: boolean
}

const AUTH = ['auth1', 'auth2']

test('what is served and named by a file on disk stays served, through random edits', async (t) => {
  const seed = Number(process.env['SEED'] ?? 20261130)
  t.comment(`SEED=${seed}`)
  const random = generator(seed)
  let count = 0
  const fresh = (needs?: string) => [`s${count++}`, needs] as const
  for (let run = 0; run < 50; run++) {
    const files = new Map<string, Content>([
      ['anchor.yaml', { services: new Map([['anchor', undefined]]), defines: [], right: true }],
      ['auth.yaml', { services: new Map(), defines: AUTH, right: true }],
    ])
    for (const path of ['a.yaml', 'b.yaml', 'c.yaml'])
      files.set(path, { services: new Map([fresh(AUTH[random(3)]), fresh()]), defines: [], right: true })
    const { folder, reload, hosts, restart } = start(
      Object.fromEntries([...files].map(([path, content]) => [path, textOf(content)])),
    )
    await reload()
    let served = hosts()
    const steps: string[] = []
    for (let step = 0; step < 12; step++) {
      steps.push(edit(files))
      for (const path of folder.files.keys()) if (!files.has(path)) folder.remove(path)
      for (const [path, content] of files) folder.write(path, textOf(content))
      if (random(10) === 0) restart()
      await reload()
      const named = new Set([...files.values()].flatMap(({ services }) => [...services.keys()]))
      const now = hosts()
      const lost = served.filter((name) => named.has(name) && !now.includes(name))
      if (lost.length > 0) {
        t.same(lost, [], `run ${run}: ${steps.join(', ')}`)
        return
      }
      served = now
    }
  }
  t.pass('nothing was lost')

  function edit(files: Map<string, Content>): string {
    const paths = [...files.keys()].filter((path) => path !== 'anchor.yaml')
    const one = paths[random(paths.length)] ?? ''
    const other = paths[random(paths.length)] ?? ''
    const [content, others] = [files.get(one), files.get(other)]
    const kind = random(8)
    if (content === undefined || kind === 0) {
      const isDefined = [...files.values()].some(({ defines }) => defines.length > 0)
      const path = `new${count}.yaml`
      files.set(path, { services: new Map([fresh()]), defines: isDefined ? [] : AUTH, right: random(3) > 0 })
      return path
    }
    const { services, right } = content
    if (kind < 3) files.set(one, { ...content, right: !right })
    else if (kind < 5) {
      files.delete(one)
      files.set(`renamed${count++}.yaml`, { ...content, right: right && random(2) > 0 })
    } else if (kind < 6) files.delete(one)
    else if (kind < 7 || one === other || others === undefined)
      files.set(one, {
        ...content,
        defines: [],
        services: new Map([...services].map(([name]) => [name, undefined])),
      })
    else {
      const [moved, ...rest] = services
      files.set(one, { ...content, services: new Map(rest) })
      files.set(other, {
        ...others,
        services: new Map([...others.services, ...(moved ? [moved] : [])]),
        right: random(3) > 0,
      })
    }
    return `${kind} ${one} ${other}`
  }
})

function textOf({ services, defines, right }: Content): string {
  return [
    services.size === 0 && defines.length === 0 ? 'services: {}' : '',
    services.size > 0 ? 'services:' : '',
    ...[...services].map(
      ([name, auth]) =>
        `  ${name}: { host: ${name}.example.com, upstream: http://up:80${auth === undefined ? '' : `, auth: ${auth}`} }`,
    ),
    defines.length > 0 ? 'auth:' : '',
    ...defines.map((name) => `  ${name}: { outpost: "http://authentik:9000" }`),
    right ? '' : '  broken: [',
  ]
    .filter((line) => line !== '')
    .join('\n')
}

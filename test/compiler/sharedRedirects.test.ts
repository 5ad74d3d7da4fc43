/** Routers that redirect for many services: few, the same whatever was there before, and an edit touches one. */
import { test } from 'tap'
import type { Compilation } from '../../src/compiler/compilation.ts'
import { createCompiler } from '../../src/compiler/compile.ts'
import { entriesOf } from '../../src/traefik/entries.ts'

const STEPS = Number(process.env['STEPS'] ?? 120)
const SEED = Number(process.env['SEED'] ?? 7)

const WORLD = {
  env: {},
  now: () => new Date(0),
  readFile: () => ({ problem: 'there is none' }),
  inspectCertificate: () => ({ problem: 'there is none' }),
}

/** Services by name, each in a file of its own, with what stands in it. */
type Services = ReadonlyMap<string, string>

function sourcesOf(services: Services) {
  return [...services].map(([name, text], index) => ({
    path: `${name}.yaml`,
    text: `services:\n  ${name}: { ${text}, upstream: "http://a:80" }\n`,
    changed: index % 3,
  }))
}

const plain = (name: string) => `host: ${name}.example.com`

function many(count: number, text = plain): Services {
  return new Map(Array.from({ length: count }, (_, index) => [`s${index}`, text(`s${index}`)] as const))
}

function redirectsIn({ sections }: Compilation) {
  return (sections?.get('http.routers') ?? []).filter(({ name }) => name.startsWith('redirect:https'))
}

function rulesIn({ value }: { readonly value: unknown }): readonly string[] {
  return String(entriesOf(value)['rule']).split(' || ')
}

test('each host stands in one router, and no router has many more than others', (t) => {
  for (const count of [1, 2, 64, 65, 128, 129, 1000]) {
    const routers = redirectsIn(createCompiler()(sourcesOf(many(count)), WORLD))
    const rules = routers.flatMap(rulesIn)
    t.same(rules.toSorted(), [...many(count).keys()].map((name) => `Host(\`${name}.example.com\`)`).sort())
    t.ok(routers.length <= Math.max(1, count / 24), `${routers.length} routers for ${count} hosts`)
    t.ok(Math.max(...routers.map((router) => rulesIn(router).length)) <= 128)
    t.same(
      routers.map(({ name }) => name).sort(),
      (routers.length === 1
        ? ['redirect:https']
        : routers.map((_, index) => `redirect:https:${index + 1}of${routers.length}`)
      ).sort(),
    )
  }
  t.end()
})

test('an edit touches one router, and one that changes no redirect touches none', (t) => {
  const compile = createCompiler()
  const services = new Map(many(1000))
  const before = new Set(redirectsIn(compile(sourcesOf(services), WORLD)))
  services.set('s500', `${plain('s500')}, maxBody: 5MB`)
  t.ok(redirectsIn(compile(sourcesOf(services), WORLD)).every((router) => before.has(router)))
  services.set('s500', 'host: other.example.com')
  const after = redirectsIn(compile(sourcesOf(services), WORLD))
  const touched = after.filter((router) => !before.has(router))
  t.ok(touched.length === 1 || touched.length === 2, `${touched.length} of ${after.length}`)
  t.end()
})

test('who holds a share is told: of a router any one of its services, of a service its own part', (t) => {
  const compilation = createCompiler()(sourcesOf(many(100)), WORLD)
  const [router] = redirectsIn(compilation)
  const owner = compilation.ownerOf('http.routers', router?.name ?? '')
  const service = compilation.services.get(owner?.service ?? '')
  t.match(owner?.place.file, new RegExp(`^${owner?.service ?? ''}\\.yaml$`))
  t.match(service === undefined ? [] : compilation.sharesOf(service), [
    { name: router?.name, value: { rule: `Host(\`${owner?.service ?? ''}.example.com\`)` } },
  ])
  t.ok(rulesIn(router ?? { value: {} }).includes(`Host(\`${owner?.service ?? ''}.example.com\`)`))
  t.end()
})

test(`what was there before does not matter, through ${STEPS} random edits of many`, (t) => {
  t.comment(`SEED=${SEED} STEPS=${STEPS}`)
  const random = generator(SEED)
  const compile = createCompiler()
  const texts: readonly ((name: string) => string)[] = [
    plain,
    (name) => `host: [${name}.example.com, "*.${name}.example.com"]`,
    (name) => `host: ${name}.example.com, path: /app`,
    (name) => `host: ${name}.example.com, https: off`,
    (name) => `host: ${name}.example.com, priority: 1`,
  ]
  let services = new Map(many(400))
  let split = 0
  for (let step = 0; step < STEPS; step++) {
    const changes = random(8) === 0 ? random(400) : random(4)
    for (let change = 0; change <= changes; change++) {
      const name = `s${random(600)}`
      const text = texts[random(texts.length)] ?? plain
      if (random(3) === 0) services.delete(name)
      else services.set(name, text(name))
    }
    if (random(25) === 0) services = new Map([...services].filter(() => random(4) > 0))
    const [actual, expected] = [compile, createCompiler()].map((one) => {
      const compilation = one(sourcesOf(services), WORLD)
      const { sections, diagnostics } = compilation
      const redirects = redirectsIn(compilation)
      return {
        redirects,
        others: sections?.get('http.routers')?.length,
        owners: redirects.map(({ name }) => compilation.ownerOf('http.routers', name)),
        shares: [...compilation.services]
          .map(([name, service]) => JSON.stringify([name, compilation.sharesOf(service)]))
          .sort(),
        codes: diagnostics.map(({ code, place }) => `${code} ${place.file}`),
      }
    })
    if (JSON.stringify(actual) !== JSON.stringify(expected)) {
      t.same(actual, expected, `step ${step}`)
      break
    }
    if (actual?.redirects.some(({ name }) => /of/.test(name))) split++
  }
  t.ok(split > STEPS / 4, `${split} compiles made several routers of one kind`)
  t.end()
})

function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return Math.floor(((state >>> 0) / 4294967296) * below)
  }
}

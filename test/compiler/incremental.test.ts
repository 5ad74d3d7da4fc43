/** Whatever was compiled before, the result is the one of a fresh compiler: nothing that is remembered can be stale. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { createCompiler } from '../../src/compiler/compile.ts'
import type { Compilation } from '../../src/compiler/compilation.ts'
import type { FileReading, SourceFile, World } from '../../src/compiler/source.ts'
import { render } from '../../src/traefik/render.ts'
import { readCase } from './golden.ts'

const STEPS = Number(process.env['STEPS'] ?? 600)
const SEED = Number(process.env['SEED'] ?? 20261125)

const HOSTS = ['a.example.com', 'b.example.com', '*.example.com', '${HOST:-z}.example.com']
const SIDE_FILES = ['ca.pem', 'c.pem', 'k.pem', '/c.pem', '/k.pem']

const KEYS = [
  ', auth: p',
  ', tls: q',
  ', tls: { cert: c.pem, key: k.pem }',
  ', path: /x',
  ', enabled: false',
  ', routes: [{ path: /x, auth: p }]',
  ', hst: 1y',
  ', tls: { clientCa: ca.pem }',
  ', upstreamTls: { ca: ca.pem }',
  ', priority: 7',
  ', maxBody: null',
  ', middlewares: m',
  ', tls: o',
  ', balance: p2c',
]

const PURE = {
  inspectCertificate(certificate: string) {
    const names = /^names: (.*)$/m.exec(certificate)?.[1]?.split(' ')
    const notAfter = new Date(/^until: (.*)$/m.exec(certificate)?.[1] ?? '2999-01-01')
    return names === undefined ? { problem: 'it is none' } : { names, notBefore: new Date(0), notAfter }
  },
}

test(`a compiler with a past gives what a fresh one gives, through ${STEPS} random edits`, (t) => {
  t.comment(`SEED=${SEED} STEPS=${STEPS}`)
  const random = generator(SEED)
  const one = <T>(of: readonly T[]): T => of[random(of.length)] as T
  const compile = createCompiler()
  const texts = [...goldenTexts(), ...written(one)]
  const disk = new Map<string, FileReading>()
  const world = { env: {} as Record<string, string>, now: new Date('2026-01-01') }
  let files = new Map<string, SourceFile>()
  let shown = 0

  for (let step = 0; step < STEPS; step++) {
    for (let edits = 1 + random(3); edits > 0; edits--) edit(step)
    let sources: readonly SourceFile[] = [...files.values()]
    // As a quarantine does: again without the files that are blamed, until nothing is.
    for (let blamed = new Set([' ']); blamed.size > 0;) {
      const compilation = compile(sources, worldOf())
      const [actual, expected] = [compilation, createCompiler()(sources, worldOf())].map(shownOf)
      if (actual !== expected) {
        t.equal(actual, expected, `step ${step}`)
        t.end()
        return
      }
      const errors = compilation.diagnostics.filter(({ severity }) => severity === 'error')
      blamed = new Set(errors.map(({ place }) => place.file))
      sources = sources.filter(({ path }) => !blamed.has(path))
      if (blamed.size === 0 && compilation.services.size > 0) shown++
    }
  }
  t.ok(shown > STEPS / 2, `${shown} compiles made a configuration`)
  t.end()

  function edit(step: number): void {
    const path = `f${random(7)}.yaml`
    const file = files.get(path)
    const kind = random(20)
    if (kind < 7) put({ path, text: one(texts), changed: step })
    else if (kind < 13) put({ path, text: one(written(one)), changed: step })
    else if (kind < 14) files.delete(path)
    else if (kind < 15 && file !== undefined) put({ ...file, changed: random(step + 1) })
    else if (kind < 16 && file !== undefined)
      put({ ...file, readings: new Map([...disk].filter(() => random(2) === 0)) })
    else if (kind < 17) world.env = { ...world.env, HOST: one(['a', 'b', 'c.']) }
    else if (kind < 18) world.now = one([new Date('2026-01-01'), new Date('2031-01-01')])
    else if (kind < 19) {
      const certificate = `-----BEGIN\nnames: ${one(HOSTS)} ${one(HOSTS)}\nuntil: 2030-01-01`
      disk.set(one(SIDE_FILES), one([{ text: certificate }, { text: 'none' }, { problem: 'it is gone' }]))
    } else files = new Map([...files].filter(() => random(3) > 0))
  }

  function put(file: SourceFile): void {
    files.set(file.path, file)
  }

  function worldOf(): World {
    const { env, now } = world
    return {
      ...PURE,
      env,
      now: () => now,
      readFile: (path) => disk.get(path) ?? { problem: 'there is none' },
    }
  }
})

/** Small texts that meet each other: the same names, hosts, profiles and providers, each good or with a mistake. */
function written(one: <T>(of: readonly T[]) => T): readonly string[] {
  const name = () => one(['s', 't', 's-route-x', 'u'])
  const service = () =>
    `  ${name()}: { host: "${one(HOSTS)}", upstream: "http://${one(['a', 'b'])}:80"${one(['', ...KEYS])} }\n`
  const services = () => `services:\n${[...new Set([service(), service()])].join('')}`
  const level = one(['', ', auth: { provider: p }', ', https: "off"', ', hsts: 1y', ', hst: 1'])
  return [
    services(),
    `services:\n${service()}`,
    `services:\n${service()}`,
    `${services()}---\nservices:\n${service()}`,
    `defaults: { maxBody: ${one(['1MB', '2MB', 'many'])}${level} }\n`,
    `defaults: { entryPoints: { https: ${one(['secure', 'websecure'])} } }\n${services()}`,
    `auth: { p: { type: ${one(['authelia', 'authentik'])}, url: "http://${one(['x', 'y'])}" } }\n`,
    `tlsProfiles: { q: { minVersion: VersionTLS1${one(['2', '3', '9'])}${one(['', ', clientCa: ca.pem'])} } }\n`,
    `http:\n  middlewares: { ${one(['m', 'n'])}: { chain: { middlewares: [${one(['m', 'n', 'x@file', 'm@http'])}] } } }\n${one(['', services()])}`,
    `http:\n  services: { ${name()}: { weighted: { services: [{ name: ${name()} }] } } }\n`,
    // The names of what all services share, with what we make of them, and with something else.
    `http: { middlewares: { https-redirect: { redirectScheme: { scheme: https, permanent: ${one(['true', 'false'])} } } } }\n${one(['', services()])}`,
    `tls: { options: { ${one(['modern', 'q'])}: { minVersion: VersionTLS1${one(['2', '3'])} } } }\n${one(['', services()])}`,
    `tls: { options: { o: { ${one(['sniStrict: true', 'minversion: VersionTLS12', 'x: y'])} } } }\n`,
    `tls: { certificates: [{ certFile: /c.pem, keyFile: /k.pem }] }\ndefaults: { traefik: "3.${one(['3', '6'])}" }\n`,
    `http:\n  routers:\n    ${name()}: { rule: "Host(\`${one(HOSTS)}\`)", service: ${name()}, priority: ${one(['1', '20000000', '90000000'])}, entryPoints: [websecure], tls: {} }\n${one(['', services()])}`,
    `tcp:\n  routers: { c: { rule: "HostSNI(\`*\`)", entryPoints: [${one(['web', 'db'])}], service: c } }\n  services: { c: { loadBalancer: { servers: [] } } }\n${one(['', services()])}`,
    `udp:\n  routers: { ${name()}: { entryPoints: [dns], service: c } }\n  services: { c: { loadBalancer: { servers: [] } } }\n`,
    one(['services: {}\n', 'services: [', '', '# nothing\n', '\tx']),
  ]
}

function goldenTexts(): readonly string[] {
  const folder = join(process.cwd(), 'test/cases')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.txt'),
  )
  return names
    .sort()
    .flatMap((name) => readCase(readFileSync(join(folder, name), 'utf8')).definitions.map(({ text }) => text))
    .filter((text) => text.length < 20_000)
}

function shownOf(compilation: Compilation): string {
  const { config, diagnostics, needs, traefikVersion, services, readings, emptyOnPurpose } = compilation
  return JSON.stringify({
    needs,
    traefikVersion,
    ...(config === undefined ? {} : { config: render(config) }),
    diagnostics,
    services: sorted(services, ({ fingerprint, place }) => [fingerprint(), place()]),
    readings: sorted(readings, (read) => sorted(read, (reading) => reading)),
    emptyOnPurpose,
  })
}

function sorted<T>(entries: ReadonlyMap<string, T>, show: (value: T) => unknown): unknown {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, show(value)])
}

/** Numbers from 0 to below `most`, the same for the same seed. */
function generator(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * most)
  }
}

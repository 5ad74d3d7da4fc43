/** Every example is what it says: its definitions pass `pointsman check`, and its Compose file fits them and the image. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import { test } from 'tap'
import { UNCOUNTED } from '../cli/program.ts'

const MAIN = fileURLToPath(new URL('../../bin/main.js', import.meta.url))
const ENDPOINT = 'http://pointsman:9790/config'

/** The others are no stacks to start. */
const STACKS = (await readdir('examples', { recursive: true })).flatMap(
  (path) => /^(.*)\/compose\.yaml$/.exec(path)?.[1] ?? [],
)

for (const example of STACKS) {
  const folder = join('examples', example)
  // The others are no stacks of their own.
  if (!existsSync(join(folder, 'compose.yaml'))) continue

  test(`the definitions of ${folder} have no mistake`, async (t) => {
    const files = await yamlBelow(join(folder, 'services'))
    t.ok(files.length > 0, 'there are definitions')
    t.match(await check(join(folder, 'services')), { code: 0 })
  })

  test(`the Compose file of ${folder} fits its definitions`, async (t) => {
    const compose = await yaml(join(folder, 'compose.yaml'))
    const services = record(compose['services'])
    t.same(namesOutside(services, compose), [], 'networks, volumes and services it speaks of are declared')
    t.same(await missingMounts(folder, services), [], 'what it mounts exists')
    t.same(list(record(services['pointsman'])['volumes']), ['./services:/services:ro'])

    for (const file of await yamlBelow(join(folder, 'services'))) {
      for (const [name, service] of Object.entries(record((await yaml(file))['services'])))
        for (const upstream of list(record(service)['upstream'])) {
          const host = new URL(upstream).hostname
          t.ok(services[host], `the upstream of ${name} is a container`)
          t.ok(meet(services['traefik'], services[host]), `Traefik reaches ${host}`)
        }
    }
  })

  test(`Traefik in ${folder} asks Pointsman where it listens`, async (t) => {
    const { traefik, pointsman } = record((await yaml(join(folder, 'compose.yaml')))['services'])
    t.match(await providerOf(folder, record(traefik)), { endpoint: ENDPOINT, pollInterval: '500ms' })
    t.ok(meet(traefik, pointsman), 'they share a network')
    t.match(await readFile('Dockerfile', 'utf8'), `POINTSMAN_LISTEN=0.0.0.0:${new URL(ENDPOINT).port}\n`)
  })
}

test('a mistake in an example would be found', async (t) => {
  const folder = t.testdir({
    'authentik.yaml': (await readFile('examples/authentik/services/authentik.yaml', 'utf8')).replace(
      'upstream:',
      'upstreem:',
    ),
  })
  const { code, output } = await check(folder)
  t.equal(code, 1)
  t.match(output, /upstreem/)
})

test('every secret that the authentik example asks for is in its .env.example', async (t) => {
  const asked = (await readFile('examples/authentik/compose.yaml', 'utf8')).matchAll(/\$\{(\w+):\?/g)
  const offered = (await readFile('examples/authentik/.env.example', 'utf8')).matchAll(/^(\w+)=$/gm)
  t.same(new Set([...asked].map(([, name]) => name)), new Set([...offered].map(([, name]) => name)))
})

function check(path: string): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    const env = { ...process.env, ...UNCOUNTED }
    const child = execFile(process.execPath, [MAIN, 'check', path], { env }, (_, stdout, stderr) =>
      done({ code: child.exitCode ?? -1, output: stdout + stderr }),
    )
  })
}

/** The `http` provider from Traefik's static configuration, a file or arguments. */
async function providerOf(folder: string, traefik: Record<string, unknown>): Promise<unknown> {
  if (traefik['command'] === undefined)
    return record((await yaml(join(folder, 'traefik.yaml')))['providers'])['http']
  const prefix = '--providers.http.'
  const settings = list(traefik['command']).filter((argument) => argument.startsWith(prefix))
  return Object.fromEntries(settings.map((argument) => argument.slice(prefix.length).split('=')))
}

/** What the services refer to and the file does not declare. */
function namesOutside(services: Record<string, unknown>, compose: Record<string, unknown>): string[] {
  const volumes = Object.keys(record(compose['volumes']))
  const networks = ['default', ...Object.keys(record(compose['networks']))]
  return Object.values(services).flatMap((service) => {
    const { depends_on: waits, volumes: mounts } = record(service)
    return [
      ...Object.keys(record(waits)).filter((name) => services[name] === undefined),
      ...networksOf(service).filter((name) => !networks.includes(name)),
      ...list(mounts)
        .map(sourceOf)
        .filter((source) => !source.startsWith('.') && !volumes.includes(source)),
    ]
  })
}

async function missingMounts(folder: string, services: Record<string, unknown>): Promise<string[]> {
  const there = (await readdir(folder, { recursive: true })).map((name) => `./${name}`)
  return Object.values(services)
    .flatMap((service) => list(record(service)['volumes']).map(sourceOf))
    .filter((source) => source.startsWith('.') && !there.includes(source))
}

function sourceOf(mount: string): string {
  return mount.split(':')[0] ?? mount
}

function meet(one: unknown, other: unknown): boolean {
  return networksOf(one).some((network) => networksOf(other).includes(network))
}

function networksOf(service: unknown): string[] {
  const { networks } = record(service)
  return networks === undefined ? ['default'] : list(networks)
}

async function yamlBelow(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true })
  return names.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(folder, name))
}

async function yaml(path: string): Promise<Record<string, unknown>> {
  return record(load(await readFile(path, 'utf8')))
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

function list(value: unknown): string[] {
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String)
}

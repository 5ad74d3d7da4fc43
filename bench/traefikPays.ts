/**
 * What a real Traefik pays for a change among 5,000 services, and for a request: as we emit it, and as it would be with an
 * object of its own for each service. The anchor is what we emit.
 */
import { createCompiler } from '../src/compiler/compile.ts'
import { configOf } from '../src/traefik/objects.ts'
import { entriesOf } from '../src/traefik/entries.ts'
import { render } from '../src/traefik/render.ts'
import { readFileSync } from 'node:fs'
import { noTraefik } from '../test/traefik/fed.ts'
import { small } from './definitions.ts'
import { startFedTraefik } from './fedTraefik.ts'
import { megabytes, median, milliseconds, ratio, table } from './figures.ts'
import { pause } from './serving.ts'

const SERVICES = 5000
const ROUNDS = 3
const CHANGES = 3
const REQUESTS = 3000

type Objects = Readonly<Record<string, Readonly<Record<string, unknown>>>>
type Config = Readonly<Record<string, Readonly<Record<string, Objects>>>>

export async function traefikPays(print: (line: string) => void): Promise<void> {
  if (noTraefik !== false) return print(`Skipped: ${noTraefik}.`)
  const emitted = compiled()
  const redirects = withRedirectsEach(emitted)
  const variants: Readonly<Record<string, Config>> = {
    'as we emit it': emitted,
    'a redirect router for each host': redirects,
    'and middlewares and transports for each service': withObjectsEach(redirects),
  }
  const found = new Map(Object.keys(variants).map((name) => [name, new Array<Figures>()]))
  // In turn: what disturbs the machine disturbs all of them.
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, config] of Object.entries(variants)) found.get(name)?.push(await measure(config))
  const medians = [...found].map(([name, some]) => {
    const of = (pick: (one: Figures) => readonly number[]) => median(some.flatMap(pick))
    return {
      name,
      live: of(({ live }) => live),
      cpu: of(({ cpu }) => cpu),
      request: of(({ request }) => [request]),
      rss: of(({ rss }) => [rss]),
    }
  })
  const [anchor] = medians
  if (anchor === undefined) return
  table(
    print,
    [
      `${SERVICES} services`,
      'bytes',
      'routers',
      'change to live',
      'ratio',
      'CPU',
      'ratio',
      'RSS',
      'CPU of a redirect',
    ],
    medians.map(({ name, live, cpu, request, rss }) => [
      name,
      megabytes(render(variants[name]).length),
      String(Object.keys(variants[name]?.['http']?.['routers'] ?? {}).length),
      milliseconds(live),
      ratio(live, anchor.live),
      milliseconds(cpu),
      ratio(cpu, anchor.cpu),
      megabytes(rss),
      `${(request * 1000).toFixed(0)} µs`,
    ]),
  )
}

interface Figures {
  /** Milliseconds from the answer to a poll until its new route answers, and of CPU that Traefik spent on it; of each change. */
  readonly live: readonly number[]
  readonly cpu: readonly number[]
  /** Milliseconds of CPU for one request that is redirected. */
  readonly request: number
  /** Bytes. */
  readonly rss: number
}

async function measure(config: Config): Promise<Figures> {
  const traefik = await startFedTraefik()
  try {
    const [live, cpu] = [new Array<number>(), new Array<number>()]
    for (let change = 0; change <= CHANGES; change++) {
      const before = traefik.usage().cpu
      const time = await traefik.feed(bodyOf(config, change), `/${change}`)
      // What it does afterwards, such as collecting garbage, is a part of it.
      await pause(700)
      // The first one is also the start.
      if (change === 0) continue
      live.push(time)
      cpu.push(traefik.usage().cpu - before)
    }
    const hosts = redirectedHosts(config)
    const before = traefik.usage().cpu
    for (let index = 0; index < REQUESTS; index++) {
      const status = await traefik.ask(hosts[(index * 7919) % hosts.length] ?? '', '/')
      if (status !== 301) throw new Error(`A redirect was answered with ${status}.`)
    }
    const { cpu: after, rss } = traefik.usage()
    return { live, cpu, request: (after - before) / REQUESTS, rss }
  } finally {
    traefik.stop()
  }
}

function compiled(): Config {
  const sources = [...small(SERVICES).files()].map(([path, text]) => ({ path, text, changed: 0 }))
  const none = () => ({ problem: 'there is none' })
  const world = { env: {}, now: () => new Date(), readFile: none, inspectCertificate: none }
  const { sections } = createCompiler()(sources, world)
  if (sections === undefined) throw new Error('The definitions have a mistake.')
  return JSON.parse(render(configOf(sections))) as Config
}

/** With a route that says which change it is, and a certificate, without which Traefik would make a key for each. */
function bodyOf(config: Config, change: number): Buffer {
  const probe = {
    entryPoints: ['web'],
    rule: `Host(\`probe.test\`) && Path(\`/${change}\`)`,
    priority: 1e12,
    service: 'ping@internal',
  }
  const pem = (name: string) => readFileSync(`test/cli/certificates/one-${name}.pem`, 'utf8')
  const defaultCertificate = { certFile: pem('c'), keyFile: pem('k') }
  return Buffer.from(
    render({
      ...config,
      http: { ...config['http'], routers: { ...config['http']?.['routers'], probe } },
      tls: { ...config['tls'], stores: { default: { defaultCertificate } } },
    }),
  )
}

function withRedirectsEach(config: Config): Config {
  const routers = Object.entries(config['http']?.['routers'] ?? {}).flatMap(([name, router]) =>
    isRedirect(name)
      ? alternativesIn(router).map((rule, index) => [`${name}-${index}`, { ...router, rule }] as const)
      : [[name, router] as const],
  )
  return { ...config, http: { ...config['http'], routers: Object.fromEntries(routers) } }
}

function withObjectsEach(config: Config): Config {
  const { routers = {}, services = {}, middlewares = {}, serversTransports = {} } = config['http'] ?? {}
  const own: Record<string, Objects[string]> = {}
  const ownTransports: Record<string, Objects[string]> = {}
  const copied = (
    kept: Record<string, Objects[string]>,
    from: Objects,
    owner: string,
    name: string,
  ): string => {
    const object = from[name]
    if (object === undefined) return name
    kept[`${owner}-${name}`] = object
    return `${owner}-${name}`
  }
  const newRouters = Object.entries(routers).map(([name, router]) => {
    const named = Array.isArray(router['middlewares']) ? router['middlewares'].map(String) : []
    const some = named.map((one) =>
      /^(?:forwarded-https|https-redirect)$/.test(one)
        ? copied(own, middlewares, 'all', one)
        : copied(own, middlewares, name, one),
    )
    return [name, named.length === 0 ? router : { ...router, middlewares: some }]
  })
  const newServices = Object.entries(services).map(([name, service]) => {
    const loadBalancer = entriesOf(service['loadBalancer'])
    const { serversTransport } = loadBalancer
    if (typeof serversTransport !== 'string') return [name, service]
    const transport = copied(ownTransports, serversTransports, name, serversTransport)
    return [name, { ...service, loadBalancer: { ...loadBalancer, serversTransport: transport } }]
  })
  return {
    ...config,
    http: {
      ...config['http'],
      routers: Object.fromEntries(newRouters),
      services: Object.fromEntries(newServices),
      middlewares: own,
      serversTransports: ownTransports,
    },
  }
}

function redirectedHosts(config: Config): readonly string[] {
  return Object.entries(config['http']?.['routers'] ?? {}).flatMap(([name, router]) =>
    isRedirect(name) ? [...String(router['rule']).matchAll(/`(.*?)`/g)].map(([, host = '']) => host) : [],
  )
}

function alternativesIn(router: Readonly<Record<string, unknown>>): readonly string[] {
  return String(router['rule']).split(' || ')
}

function isRedirect(name: string): boolean {
  return name.startsWith('redirect:https')
}

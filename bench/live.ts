/**
 * With a real Traefik: from a rename, or a write in place, until the new route answers. The anchor is Traefik's own file
 * provider over a directory; the http provider as it is by default, over a server that only serves bytes, is the other one.
 */
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { serveProgram } from '../test/cli/program.ts'
import { noTraefik } from '../test/traefik/fed.ts'
import { MAIN } from './children.ts'
import { native, renameInto, small, writeFolder, type Shape } from './definitions.ts'
import { median, milliseconds, ratio, table } from './figures.ts'
import { startTraefik } from './realTraefik.ts'
import { pause } from './serving.ts'

/** In each of them a file is renamed, and one is written in place. */
const ROUNDS: Readonly<Record<number, number>> = { 10: 15, 5000: 3 }
/** Of the default polling, of which a change takes seconds. */
const SLOW_ROUNDS = 1

const WAYS = ['rename', 'write in place'] as const
type Way = (typeof WAYS)[number]

export async function live(print: (line: string) => void): Promise<void> {
  if (noTraefik !== false) return print(`Skipped: ${noTraefik}.`)
  const rows: string[][] = []
  for (const services of [10, 5000]) {
    const found = await measure(services)
    const [anchor] = found
    for (const { name, times } of found)
      rows.push([
        `${services} services: ${name}`,
        ...WAYS.flatMap((way) => [
          milliseconds(median(times[way])),
          milliseconds(Math.max(...times[way])),
          ratio(median(times[way]), median(anchor?.times[way] ?? [])),
        ]),
      ])
  }
  table(print, ['', ...WAYS.flatMap((way) => [way, 'worst', 'ratio'])], rows)
}

interface Subject {
  readonly name: string
  readonly isSlow: boolean
  readonly times: Readonly<Record<Way, number[]>>
  /** Resolves with the milliseconds until the route is live. */
  change(way: Way, path: string): Promise<number>
  stop(): Promise<void>
}

async function measure(services: number): Promise<readonly Subject[]> {
  const root = mkdtempSync(join(tmpdir(), 'pointsman-bench-'))
  // Without the definition with the probe, and one router a file.
  const traefiks = native(services - 1, 1)
  const subjects: Subject[] = []
  try {
    subjects.push(
      await fileProvider(join(root, 'file'), traefiks),
      await pointsman("Pointsman, Traefik's own files", join(root, 'native'), traefiks),
      await pointsman('Pointsman, its definitions', join(root, 'definitions'), small(services - 1)),
      await defaultPolling(traefiks),
    )
    for (let round = -1; round < (ROUNDS[services] ?? 0); round++)
      for (const way of WAYS)
        for (const subject of subjects) {
          if (subject.isSlow && round >= SLOW_ROUNDS) continue
          const time = await subject.change(way, `/${way.slice(0, 1)}${round + 1}`)
          // The first ones are slower, as everything is in a process that has just begun.
          if (round >= 0) subject.times[way].push(time)
          // At a random moment between two polls, and when Traefik has done with the change before.
          await pause(Math.max(150, services / 10) + Math.random() * 500)
        }
  } finally {
    for (const subject of subjects) await subject.stop()
    rmSync(root, { recursive: true })
  }
  return subjects
}

/** Changes that follow each other at once are what it is for; here each is to show by itself. */
const THROTTLE = '--providers.providersThrottleDuration=50ms'

async function fileProvider(directory: string, shape: Shape): Promise<Subject> {
  fill(directory, shape)
  const traefik = await startTraefik([`--providers.file.directory=${directory}`, THROTTLE])
  return {
    name: 'file provider',
    isSlow: false,
    times: noTimes(),
    change: (way, path) => changeFile(directory, way, path, traefik.live),
    stop: () => Promise.resolve(traefik.stop()),
  }
}

async function pointsman(name: string, directory: string, shape: Shape): Promise<Subject> {
  fill(directory, shape)
  const served = await serveProgram(directory, [], { main: MAIN })
  await served.until('all is served', ({ status }) => status === 200)
  const traefik = await startTraefik([
    `--providers.http.endpoint=${served.url}/config`,
    '--providers.http.pollInterval=500ms',
    THROTTLE,
  ])
  return {
    name,
    isSlow: false,
    times: noTimes(),
    change: (way, path) => changeFile(directory, way, path, traefik.live),
    async stop() {
      traefik.stop()
      await served.end()
    },
  }
}

async function defaultPolling(shape: Shape): Promise<Subject> {
  const routers: Record<string, object> = {}
  const services: Record<string, object> = {}
  for (let index = 0; index < shape.services; index++) {
    const service = `plain-${index}`
    routers[service] = {
      entryPoints: ['websecure'],
      rule: `Host(\`${service}.example.com\`)`,
      service,
      tls: {},
    }
    services[service] = { loadBalancer: { servers: [{ url: `http://${service}:80` }] } }
  }
  const bodyAt = (path: string) =>
    JSON.stringify({ http: { routers: { ...routers, probe: probeAt(path) }, services }, tls: certificate() })
  let body = bodyAt('/start')
  const server = createServer((_request, response) => response.end(body)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const traefik = await startTraefik([`--providers.http.endpoint=http://127.0.0.1:${port}/`, THROTTLE])
  return {
    name: 'http provider, every 5 s',
    isSlow: true,
    times: noTimes(),
    change(_way, path) {
      body = bodyAt(path)
      return traefik.live(path, performance.now())
    },
    stop() {
      traefik.stop()
      server.closeAllConnections()
      server.close()
      return Promise.resolve()
    },
  }
}

function changeFile(
  directory: string,
  way: Way,
  path: string,
  live: (path: string, start: number) => Promise<number>,
): Promise<number> {
  const start = performance.now()
  if (way === 'rename') renameInto(directory, ['probe.yaml', probeFile(path)])
  else writeFileSync(join(directory, 'probe.yaml'), probeFile(path))
  return live(path, start)
}

function fill(directory: string, shape: Shape): void {
  writeFolder(directory, shape)
  writeFileSync(join(directory, 'probe.yaml'), probeFile('/start'))
  // Without one Traefik makes a key at every change.
  writeFileSync(join(directory, 'certificate.yaml'), JSON.stringify({ tls: certificate() }))
}

/** JSON is YAML as well. */
function probeFile(path: string): string {
  return JSON.stringify({ http: { routers: { probe: probeAt(path) } } })
}

function probeAt(path: string): object {
  return {
    entryPoints: ['web'],
    rule: `Host(\`probe.test\`) && Path(\`${path}\`)`,
    service: 'ping@internal',
    priority: 1e9,
  }
}

function certificate(): object {
  const [certFile, keyFile] = ['c', 'k'].map((part) => resolve(`test/cli/certificates/one-${part}.pem`))
  return { stores: { default: { defaultCertificate: { certFile, keyFile } } } }
}

function noTimes(): Subject['times'] {
  return { rename: [], 'write in place': [] }
}

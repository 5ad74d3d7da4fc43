/** A real Traefik and a real nginx on loopback. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { createSnapshot } from '../../src/provider/snapshot.ts'
import type { TraefikConfig } from '../../src/traefik/config.ts'
import { objectsIn, sectionsOf } from '../../src/traefik/objects.ts'
import { waitFor } from '../cli/program.ts'
import type { Ports } from './ask.ts'
import { freePort } from './upstreams.ts'

const traefikBinary = process.env['TRAEFIK_BIN'] ?? 'traefik'
const nginxBinary = process.env['NGINX_BIN'] ?? 'nginx'

export const noNginx =
  spawnSync(nginxBinary, ['-v']).status === 0
    ? false
    : 'no nginx: install the Debian package `nginx-light`, or set NGINX_BIN'

export interface Traefik {
  readonly ports: Ports
  /** Serves the configuration and waits until it is applied. */
  serve(config: TraefikConfig): Promise<void>
  /** Serves a file of Traefik as it is; resolves when its routers and no others are there. */
  serveText(text: string): Promise<void>
  close(): void
}

/** Entry points `web` and `websecure`. */
export async function startTraefik(): Promise<Traefik> {
  let body = ''
  const provider = createServer((_request, response) => response.end(body)).listen(0, '127.0.0.1')
  await once(provider, 'listening')
  const { port } = provider.address() as AddressInfo
  const [api, http, https] = [await freePort(), await freePort(), await freePort()]
  let log = ''
  const child = spawn(traefikBinary, [
    `--entryPoints.web.address=127.0.0.1:${http}`,
    `--entryPoints.websecure.address=127.0.0.1:${https}`,
    `--entryPoints.traefik.address=127.0.0.1:${api}`,
    '--api.insecure=true',
    `--providers.http.endpoint=http://127.0.0.1:${port}/`,
    '--providers.http.pollInterval=50ms',
    '--providers.providersThrottleDuration=0',
    '--global.checkNewVersion=false',
    '--global.sendAnonymousUsage=false',
  ])
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const rawData = async (): Promise<Readonly<Record<string, object | undefined>>> => {
    try {
      return (await (await fetch(`http://127.0.0.1:${api}/api/rawdata`)).json()) as Record<string, object>
    } catch {
      return {} // Traefik does not listen yet.
    }
  }
  return {
    ports: { http, https },
    async serveText(text) {
      const file = load(text) as { http?: { routers?: object } }
      const wanted = Object.keys(file.http?.routers ?? {})
        .sort()
        .join()
      const named = async () =>
        Object.keys((await rawData())['routers'] ?? {})
          .filter((name) => name.endsWith('@http'))
          .map((name) => name.replace(/@http$/, ''))
          .sort()
          .join()
      // Two files may have routers of the same names.
      body = '{}'
      await waitFor(
        'the last file is gone',
        async () => ((await named()) === '' ? true : undefined),
        () => log.slice(-2000),
      )
      body = text
      await waitFor(
        'the file is applied',
        async () => ((await named()) === wanted ? true : undefined),
        () => log.slice(-2000),
      )
    },
    async serve(config) {
      const made = createSnapshot(sectionsOf(objectsIn(config)), [], new Date())
      if (!('snapshot' in made)) throw new Error('The gate refuses it.')
      body = made.snapshot.body.toString()
      const marker = `pointsman-${made.snapshot.revision}@http`
      await waitFor(
        'the configuration is applied',
        async () => (marker in ((await rawData())['middlewares'] ?? {}) ? true : undefined),
        () => log.slice(-2000),
      )
    },
    close() {
      child.kill('SIGKILL')
      provider.close()
      provider.closeAllConnections()
    },
  }
}

export interface Nginx {
  readonly ports: Ports
  close(): Promise<void>
}

/** `site` is what stands in `http`; it listens on 80 and 443 as far as it says. */
export async function startNginx(site: string, folder: string): Promise<Nginx> {
  const ports = { http: await freePort(), https: await freePort() }
  mkdirSync(folder, { recursive: true })
  const text = site
    .replace(/^ *listen \[::\]:.*\n/gm, '')
    .replace(/\blisten 80\b/g, `listen 127.0.0.1:${ports.http}`)
    .replace(/\blisten 443\b/g, `listen 127.0.0.1:${ports.https}`)
    .replace(/^ *(user|worker_processes) .*\n/gm, '')
    .replace(/^ *include (?!\/tmp\/).*\n/gm, '')
  const whole = /^http \{/m.test(text) ? text : `events {}\nhttp {\n${text}\n}`
  const file = join(folder, 'nginx.conf')
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  writeFileSync(
    file,
    `daemon off;\nmaster_process off;\npid ${folder}/pid;\nerror_log stderr;\n${whole.replace(/^http \{/m, `http {\naccess_log off;\n${paths.join('\n')}`)}`,
  )
  const child = spawn(nginxBinary, ['-p', folder, '-c', file, '-e', 'stderr'])
  let log = ''
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const gone = once(child, 'exit')
  await waitFor(
    'nginx listens',
    async () => {
      if (child.exitCode !== null) throw new Error(`nginx does not start: ${log}`)
      for (const port of [ports.http, ports.https])
        if (text.includes(`:${port}`) && (await answers(port))) return true
      return undefined
    },
    () => log,
  )
  return {
    ports,
    async close() {
      child.kill('SIGKILL')
      await gone
    },
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual', signal: AbortSignal.timeout(1000) })
    return true
  } catch (error) {
    // It listens, and closes the connection without a word: 444.
    return error instanceof TypeError && JSON.stringify(error.cause, ['code']).includes('UND_ERR_SOCKET')
  }
}

/** A real Traefik's file provider reads what `render --yaml` writes as the value that the http provider gets as JSON. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'tap'
import { render } from '../../src/traefik/render.ts'
import { renderYaml } from '../../src/traefik/renderYaml.ts'
import { waitFor } from '../cli/program.ts'
import { NASTY } from './nasty.ts'
import { freePorts, noTraefik } from './fed.ts'

type Config = Record<string, Record<string, Record<string, unknown>>>

test(
  'the file provider reads our YAML as the http provider reads our JSON',
  { skip: noTraefik, timeout: 60_000 },
  async (t) => {
    const config = everything()
    t.ok(Object.keys(config['http']?.['routers'] ?? {}).length > 100, 'the golden cases are in it')
    const file = join(t.testdir(), 'rendered.yaml')
    writeFileSync(file, renderYaml(config))
    const provider = createServer((_request, response) => response.end(render(config))).listen(0, '127.0.0.1')
    await once(provider, 'listening')
    const [port = 0] = await freePorts(1)
    const { port: providerPort } = provider.address() as AddressInfo
    const traefik = spawn(process.env['TRAEFIK_BIN'] ?? 'traefik', [
      `--entryPoints.traefik.address=127.0.0.1:${port}`,
      '--api.insecure=true',
      `--providers.file.filename=${file}`,
      `--providers.http.endpoint=http://127.0.0.1:${providerPort}/`,
      '--providers.providersThrottleDuration=0',
      '--global.checkNewVersion=false',
    ])
    let log = ''
    traefik.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()))
    t.teardown(() => {
      traefik.kill('SIGKILL')
      provider.close()
      provider.closeAllConnections()
    })

    const raw = await waitFor(
      'both providers are applied',
      async () => {
        const answer = await fetch(`http://127.0.0.1:${port}/api/rawdata`).catch(() => undefined)
        const data = (answer?.ok === true ? await answer.json() : undefined) as
          Record<string, Record<string, unknown>> | undefined
        const names = Object.keys(data?.['middlewares'] ?? {})
        return names.includes('nasty@file') && names.includes('nasty@http') ? data : undefined
      },
      () => log.slice(-2000),
    )
    const of = (name: 'file' | 'http') =>
      Object.fromEntries(
        Object.entries(raw).map(([kind, objects]) => [
          kind,
          Object.fromEntries(
            Object.entries(objects)
              .filter(([object]) => object.endsWith(`@${name}`))
              .map(([object, value]): [string, unknown] => [
                object.replace(/@\w+$/, ''),
                JSON.parse(
                  JSON.stringify(value)
                    .replaceAll(/@(?:file|http)\b/g, '')
                    .replaceAll(/"provider":"\w+"/g, '"provider":""'),
                ),
              ]),
          ),
        ]),
      )
    t.same(of('file'), of('http'))
    const nasty = JSON.stringify(of('file')['middlewares']?.['nasty'])
    for (const text of NASTY) t.ok(nasty.includes(JSON.stringify(text)), text)
  },
)

/** Every golden configuration, with the case's number before each name, and a middleware of nasty values. */
function everything(): Config {
  const all: Config = {
    http: {
      middlewares: {
        nasty: {
          headers: {
            customRequestHeaders: Object.fromEntries(NASTY.map((text, index) => [`X-${index}`, text])),
          },
        },
      },
    },
  }
  const folder = join(process.cwd(), 'test/cases')
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.txt'),
  )
  for (const [index, path] of paths.sort().entries()) {
    const [, written] = readFileSync(join(folder, path), 'utf8').split(/^=== config$/m)
    if (written === undefined || written.includes('BEGIN CERTIFICATE')) continue
    const config = JSON.parse(written) as Config
    for (const [root, sections] of Object.entries(config)) {
      for (const [section, objects] of Object.entries(sections)) {
        if (root === 'tls') continue // Options and certificates are not told by Traefik's API.
        const into = ((all[root] ??= {})[section] ??= {})
        for (const [name, value] of Object.entries(objects)) into[`${index}-${name}`] = value
      }
    }
  }
  return all
}

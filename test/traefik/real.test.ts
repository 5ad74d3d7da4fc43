/** A real Traefik takes every configuration of the golden cases, and switches nothing off. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import tap, { test } from 'tap'
import { createSnapshot } from '../../src/provider/snapshot.ts'
import type { TraefikConfig } from '../../src/traefik/config.ts'
import { objectsIn, sectionsOf } from '../../src/traefik/objects.ts'
import { noTraefik, startFedTraefik } from './fed.ts'

tap.setTimeout(300_000)

const FOLDER = join(process.cwd(), 'test/cases')

test(
  'a real Traefik refuses nothing and switches nothing off',
  { skip: noTraefik, timeout: 300_000 },
  async (t) => {
    const configs = goldenConfigs()
    const names = (protocols: readonly ('http' | 'tcp' | 'udp')[]) => [
      ...new Set([...configs.values()].flatMap((config) => entryPointsOf(config, protocols))),
    ]
    const tcp = names(['http', 'tcp'])
    const traefik = await startFedTraefik({ tcp, udp: names(['udp']).filter((name) => !tcp.includes(name)) })
    t.teardown(() => traefik.stop())

    for (const [name, config] of configs) {
      const made = createSnapshot(sectionsOf(objectsIn(config)), [], new Date())
      if ('snapshot' in made) t.same(await traefik.apply(made.snapshot), [], name)
      else t.fail(`${name}: the gate refuses it`)
    }
    t.comment(`${configs.size} bodies`)
  },
)

function goldenConfigs(): ReadonlyMap<string, TraefikConfig> {
  const configs = new Map<string, TraefikConfig>()
  for (const name of readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.txt'))
    .sort()) {
    const [, written] = readFileSync(join(FOLDER, name), 'utf8').split(/^=== config$/m)
    // Certificates of the golden cases say in words what a real one would hold, and there is no Docker here.
    if (written !== undefined && !/BEGIN CERTIFICATE|@docker/.test(written))
      configs.set(name, JSON.parse(written))
  }
  return configs
}

function entryPointsOf(
  config: TraefikConfig,
  protocols: readonly ('http' | 'tcp' | 'udp')[],
): readonly string[] {
  return protocols.flatMap((protocol) =>
    Object.values(config[protocol]?.['routers'] ?? {}).flatMap((router: { entryPoints?: unknown }) =>
      Array.isArray(router.entryPoints) ? router.entryPoints.map(String) : [],
    ),
  )
}

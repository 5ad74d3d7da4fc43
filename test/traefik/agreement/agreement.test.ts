/** A real Traefik and our evaluation are asked the same random requests over the same random definitions. */
import tap, { test } from 'tap'
import { createCompiler } from '../../../src/compiler/compile.ts'
import type { SourceFile, World } from '../../../src/compiler/source.ts'
import { createSnapshot } from '../../../src/provider/snapshot.ts'
import type { TraefikConfig } from '../../../src/traefik/config.ts'
import type { Sections } from '../../../src/traefik/objects.ts'
import { createEvaluator } from '../../../src/traefik/evaluate/evaluate.ts'
import { createRandom, type Random } from '../../soak/random.ts'
import { noTraefik, startFedTraefik } from '../fed.ts'
import { randomFile } from './definitions.ts'
import { randomRequest } from './requests.ts'
import { comparable, comparedOf } from './compared.ts'
import { record, type Round } from './recorded.ts'
import { send, startEchoes } from './wire.ts'

/** How many requests are asked; the definitions are new after every 150. */
const REQUESTS = Number(process.env['POINTSMAN_AGREEMENT'] ?? 1500)
const SEED = Number(process.env['POINTSMAN_SEED'] ?? 1)
/** `POINTSMAN_RECORD=1` writes anew what `recorded.test.ts` reads where there is no Traefik. */
const RECORD = process.env['POINTSMAN_RECORD'] === '1'
const EACH = 150
const FILES = 14

tap.setTimeout(REQUESTS * 100 + 120_000)

test(
  'a real Traefik does what the evaluation says',
  { skip: noTraefik, timeout: REQUESTS * 100 + 120_000 },
  async (t) => {
    const traefik = await startFedTraefik({ tcp: ['web', 'websecure'], udp: [] })
    t.teardown(() => traefik.stop())
    const echoes = await startEchoes(2 * FILES)
    t.teardown(() => echoes.stop())
    const random = createRandom(SEED)
    const counts = { asked: 0, left: 0, layered: 0, ended: new Map<string, number>() }
    const differences: string[] = []
    const rounds: Round[] = []

    while (counts.asked < REQUESTS) {
      const { config, sections } = randomConfig(random, echoes.ports)
      const made = createSnapshot(sections, [], new Date())
      if (!('snapshot' in made)) throw new Error('the gate refuses what was compiled')
      const troubles = await traefik.apply(made.snapshot)
      // A warning is about TLS options; what is switched off would be a difference that says nothing.
      const off = troubles.filter(([, { status }]) => status === 'disabled')
      if (off.length > 0) throw new Error(`Traefik switches off ${JSON.stringify(off)}`)
      const evaluate = createEvaluator(config)
      const round: Round = { config, asked: [] }
      rounds.push(round)
      const batch = Array.from({ length: EACH }, () => randomRequest(random))
      for (let at = 0; at < batch.length; at += 10) {
        await Promise.all(
          batch.slice(at, at + 10).map(async (asked) => {
            const expected = evaluate(asked)
            const got = await send(asked, traefik.port(asked.entryPoint))
            const { choice, tls, status } = expected
            // Chance decides in Traefik too.
            if ((choice?.ties.length ?? 0) > 0 || (tls?.handshake.length ?? 0) > 1) counts.left++
            else {
              counts.asked++
              if (expected.below.length > 0) counts.layered++
              round.asked.push({ asked, got: comparedOf(got), port: got.upstream?.port })
              const end = String(status ?? 'upstream')
              counts.ended.set(end, (counts.ended.get(end) ?? 0) + 1)
              const [wanted, real] = [
                JSON.stringify(comparable(expected, got.upstream?.port)),
                JSON.stringify(comparedOf(got)),
              ]
              if (wanted !== real)
                differences.push(
                  `${JSON.stringify(asked)}\n  expected ${wanted} by ${choice?.taken?.name}: ${choice?.taken?.rule}\n  got      ${real}`,
                )
            }
          }),
        )
      }
      if (differences.length > 20) break
    }

    const ended = [...counts.ended].map(([end, count]) => `${end}: ${count}`).toSorted()
    t.comment(
      `seed ${SEED}: ${counts.asked} requests asked, ${counts.layered} of them below a parent, ${counts.left} left to chance, ${differences.length} differences (${ended.join(', ')})`,
    )
    t.same(differences, [])
    t.ok(counts.layered > 0)
    if (RECORD) record(rounds)
  },
)

/** Files that contradict others are taken out until what is left is without a mistake. */
function randomConfig(
  random: Random,
  ports: readonly number[],
): { config: TraefikConfig; sections: Sections } {
  const texts = new Map([
    ['tls.yaml', JSON.stringify({ tls: { options: { odd: { minVersion: 'VersionTLS12' } } } })],
  ])
  for (let index = 0; index < FILES; index++) {
    const [own, other] = [ports[2 * index], ports[2 * index + 1]]
    texts.set(
      `f${index}.yaml`,
      randomFile(random, index, `http://127.0.0.1:${own}`, `http://127.0.0.1:${other}`),
    )
  }
  for (;;) {
    const files: SourceFile[] = [...texts].map(([path, text]) => ({ path, text, changed: 0 }))
    const { sections, config, diagnostics } = createCompiler()(files, WORLD)
    if (sections !== undefined && config !== undefined) return { config, sections }
    for (const { severity, place } of diagnostics) if (severity === 'error') texts.delete(place.file)
  }
}

const WORLD: World = {
  env: {},
  readFile: () => ({ problem: 'there are no files here' }),
  now: () => new Date('2026-01-01'),
  inspectCertificate: () => ({ problem: 'there are no certificates here' }),
}

/** Random bodies through one real Traefik: none is refused, and nothing in them is switched off. */
import * as fc from 'fast-check'
import tap, { test } from 'tap'
import { createSnapshot } from '../../src/provider/snapshot.ts'
import { noTraefik, startFedTraefik } from '../traefik/fed.ts'
import { compileText, write } from './body.ts'
import { definition } from './definition.ts'
import { sabotaged } from './hostile.ts'
import { native } from './native.ts'

tap.setTimeout(1_800_000)

/** `BODIES=10000 npm test` looks longer, `SEED=7 npm test` elsewhere. The gate itself looks at the same every time. */
const BODIES = Number(process.env['BODIES'] ?? 1000)
const seed = Number(process.env['SEED'] ?? 20261125)

test(
  'a real Traefik takes random bodies and switches nothing off',
  { skip: noTraefik, timeout: 1_800_000 },
  async (t) => {
    const traefik = await startFedTraefik({ tcp: ['web', 'websecure', 'stream'], udp: ['datagram'] })
    t.teardown(() => traefik.stop())
    let bodies = 0
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(definition, native, sabotaged(fc.oneof(definition, native))),
        async (value) => {
          const text = write(value, true)
          const { sections } = compileText(text)
          if (sections === undefined) return
          const made = createSnapshot(sections, [], new Date())
          if (!('snapshot' in made))
            throw new Error(`The gate refuses it: ${JSON.stringify(made.violations)}`)
          bodies++
          const bad = (await traefik.apply(made.snapshot)).filter(([, { error }]) => !isElsewhere(error))
          if (bad.length > 0) throw new Error(`${JSON.stringify(bad)}\n${text}`)
        },
      ),
      { numRuns: BODIES * 4, seed, interruptAfterTimeLimit: 1_700_000 },
    )
    t.comment(`${bodies} bodies`)
    t.ok(bodies >= BODIES)
  },
)

/** What only Traefik's static configuration, its file system or another provider could know. */
const ELSEWHERE = [
  /^entryPoint ".*" doesn't exist$/s,
  /^no valid entryPoint/,
  /^(middleware|the service) ".*@.*" does not exist$/s,
  /open \/etc\/traefik\/\S+: no such file/,
  /(cert|key) file does not exist|failed to parse CA|invalid certificate\(s\) content/,
  /SPIFFE/,
]

function isElsewhere(error: unknown): boolean {
  return Array.isArray(error) && error.every((one) => ELSEWHERE.some((known) => known.test(String(one))))
}

/** Random definition files: services of random keys and routes, with what they refer to beside them. */
import * as fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { name, SERVICE_KEYS } from './service.ts'

/** Keys that a service seldom has, so that most services compile. */
const RARE = new Set([
  'enabled',
  'split',
  'upstreams',
  'active',
  'preview',
  'priority',
  'tcp',
  'udp',
  'mirror',
  'canary',
  'fallback',
])

const { host, upstream, ...others } = SERVICE_KEYS
const ROUTE_KEYS = Object.keys(others).filter(
  (key) => !['redirectFrom', 'enabled', 'tcp', 'udp'].includes(key),
)

/** Of the keys a few, and `host` and `upstream` nearly always. */
const service = some(Object.keys(others), 5).chain((keys) =>
  fc
    .tuple(
      fc.record({ ...(host === undefined ? {} : { host }), ...(upstream === undefined ? {} : { upstream }) }),
      fc.record(valuesOf(keys)),
      fc.option(
        fc.array(
          some(ROUTE_KEYS, 3).chain((own) => fc.record(valuesOf(own))),
          { minLength: 1, maxLength: 2 },
        ),
        { freq: 3 },
      ),
    )
    .map(([base, own, routes]) => ({
      ...('upstreams' in own || 'split' in own ? { host: base.host } : base),
      ...own,
      ...('upstreams' in own ? { active: 'blue' } : {}),
      ...('fallback' in own ? { healthCheck: '/health' } : {}),
      ...(routes === null
        ? {}
        : { routes: routes.map((route, index) => ({ path: `/r${index}`, ...route })) }),
    })),
)

/** Everything that services refer to is there. */
const SURROUNDINGS = {
  auth: {
    authentik: { outpost: 'http://authentik:9000' },
    authelia: { url: 'http://authelia:9091' },
    mine: { type: 'custom', address: 'http://auth/verify', responseHeaders: ['X-User'] },
  },
  tlsProfiles: { mine: { minVersion: '1.2' } },
}

export const definition: Arbitrary<Readonly<Record<string, unknown>>> = fc
  .dictionary(name, service, { minKeys: 1, maxKeys: 2 })
  .map((services) => ({ services, ...SURROUNDINGS }))

function some(keys: readonly string[], most: number): Arbitrary<string[]> {
  const often = keys.filter((key) => !RARE.has(key))
  return fc
    .tuple(
      fc.subarray(often, { maxLength: most }),
      fc.subarray(
        [...keys].filter((key) => RARE.has(key)),
        { maxLength: 1 },
      ),
      fc.nat(3),
    )
    .map(([usual, rare, chance]) => (chance === 0 ? [...usual, ...rare] : usual))
}

function valuesOf(keys: readonly string[]): Record<string, Arbitrary<unknown>> {
  return Object.fromEntries(
    keys.flatMap((key) => (others[key] === undefined ? [] : [[key, others[key]] as const])),
  )
}

/** Tells of `upstreamTls` where no upstream speaks TLS: who wrote it means `https`. */
import type { Service } from '../../language/layers.ts'
import type { Subject } from '../subject.ts'

const LEADING = [
  'upstream',
  'split',
  'upstreams',
  'canary',
  'mirror',
  'fallback',
  'errorPages',
  'maintenance',
] as const satisfies readonly (keyof Service)[]

/** What a service says holds for its routes too. */
export function checkUnencrypted(subjects: readonly Subject[]): void {
  for (const subject of subjects) {
    if (!subject.says('upstreamTls')) continue
    const using = subject === subjects[0] ? subjects : [subject]
    const upstreams = using.flatMap(({ keys }) => LEADING.flatMap((key) => placesIn(keys[key])))
    if (upstreams.length === 0 || upstreams.some((one) => !/^(http|h2c):/.test(one))) continue
    const why = 'no upstream is `https`'
    subject.report('unused-key', { key: 'upstreamTls', why }, ['upstreamTls'], [], 'key')
  }
}

/** Of servers, and of what is defined elsewhere. */
function placesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  if ('origin' in value) return [String(value.origin)]
  if ('reference' in value) return [String(value.reference)]
  return Object.values(value).flatMap(placesIn)
}

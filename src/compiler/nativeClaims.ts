/** What routers in Traefik's own words claim for themselves. */
import type { Native } from '../language/native.ts'
import type { Claim } from './fragment.ts'
import type { Part } from './part.ts'

export function nativeClaims(_config: Native, _locate: Part['locate']): Claim[] {
  return []
}

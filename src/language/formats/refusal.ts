/** The status of a refusal. Traefik takes only those that Go's `net/http` has a name for. */
import { integer } from '../shapes/scalar.ts'
import type { Shape } from '../shape.ts'

const any = integer({ min: 400, max: 599, expects: 'a status such as 403' })

export const refusal: Shape<number> = {
  ...any,
  decode(value, decoding) {
    const status = any.decode(value, decoding)
    return typeof status !== 'number' || isNamed(status)
      ? status
      : decoding.report('bad-value', { found: value, mistake: 'is not a status that Traefik answers with' })
  },
}

function isNamed(status: number): boolean {
  return NAMED.some(([first, last]) => status >= first && status <= last)
}

const NAMED: readonly (readonly [number, number])[] = [
  [400, 418],
  [421, 426],
  [428, 429],
  [431, 431],
  [451, 451],
  [500, 508],
  [510, 511],
]

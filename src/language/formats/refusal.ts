/** The status of a refusal. Traefik takes only those that Go's `net/http` has a name for. */
import { hasStatusText } from '../../traefik/statusText.ts'
import { integer } from '../shapes/scalar.ts'
import type { Shape } from '../shape.ts'

const any = integer({ min: 400, max: 599, expects: 'a status such as 403' })

export const refusal: Shape<number> = {
  ...any,
  decode(value, decoding) {
    const status = any.decode(value, decoding)
    return typeof status !== 'number' || hasStatusText(status)
      ? status
      : decoding.report('bad-value', { found: value, mistake: 'is not a status that Traefik answers with' })
  },
}

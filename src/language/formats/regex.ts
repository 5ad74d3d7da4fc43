/** Regular expressions in Go's RE2 syntax, the only one that Traefik reads. */
import { checkRe2 } from '../../traefik/re2.ts'
import type { Format } from '../shapes/scalar.ts'

export const regexFormat: Format<string> = {
  expects: 'a regular expression',
  parse(text) {
    const wrong = checkRe2(text)
    return wrong === undefined
      ? text
      : { mistake: `is not a regular expression that Traefik can read: ${wrong.problem}` }
  },
}

/** Regular expressions in Go's RE2 syntax, the only one that Traefik reads. */
import { checkRe2 } from '../../traefik/re2.ts'
import type { Format } from '../shapes/scalar.ts'

export const regexFormat: Format<string> = {
  expects: 'a regular expression',
  parse(text) {
    if (text === '')
      return { mistake: 'is no regular expression', help: 'Everything is `.*`; or leave the key out.' }
    const wrong = checkRe2(text)
    return wrong === undefined
      ? text
      : {
          mistake: `is not a regular expression that Traefik can read: ${wrong.problem}`,
          help: /looks (ahead|behind)/.test(wrong.problem)
            ? 'Say what is taken, and give what is left out a route of its own: the longer path, or a `priority`, wins.'
            : 'Traefik reads the syntax of RE2: https://github.com/google/re2/wiki/Syntax.',
        }
  },
}

/** Versions of Traefik: `3.5`, `3.5.2`. */
import { parseVersion } from '../../traefik/version.ts'
import type { Format } from '../shapes/scalar.ts'

export const traefikVersionFormat: Format<string> = {
  expects: 'a version of Traefik such as `"3.5"`',
  parse(text) {
    if (/^v?3(\.\d+){1,2}$/.test(text)) return text.replace(/^v/, '')
    return parseVersion(text) === undefined
      ? { mistake: 'is not a version of Traefik' }
      : { mistake: 'is not a version of Traefik that is known here', help: 'Write one from `3.0` on.' }
  },
}

/** Options that several commands have. */
import { parseVersion } from '../traefik/version.ts'
import { option, repeatable } from './option.ts'

export const traefikVersion = option<string | undefined>({
  value: 'VERSION',
  about: 'the oldest Traefik that is served, such as `3.5`',
  otherwise: undefined,
  parse(text) {
    const version = parseVersion(text)
    return version === undefined || version[0] !== 3
      ? { problem: 'must be a version of Traefik 3 such as `3.5`' }
      : { value: text.replace(/^v/, '') }
  },
})

export const secrets = repeatable<string>({
  value: 'DIR',
  about: '`${file:…}` may name files below it',
  parse: (text) => (text === '' ? { problem: 'must be a folder' } : { value: text }),
})

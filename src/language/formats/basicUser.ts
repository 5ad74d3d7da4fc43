/** A user of basic authentication, as `htpasswd` writes it. */
import type { Format } from '../shapes/scalar.ts'

export const basicUserFormat: Format<string> = {
  expects: 'a user as `name:hash`',
  secret: true,
  parse(text) {
    const [name = '', hash, ...more] = text.split(':')
    if (hash === undefined || more.length > 0 || name === '')
      return {
        mistake: 'is not `name:hash`',
        help: looksLikeFile(text)
          ? 'The users of a file are `basic: ${file:PATH}`.'
          : 'Make it with `htpasswd -nB name`.',
      }
    // Traefik takes anything and then answers 401 to everybody.
    if (!/^(\$2[abxy]\$\d\d\$.{53}|\$apr1\$.+\$.{22}|\$1\$.+\$.{22}|\{SHA\}.{28})$/.test(hash)) {
      return {
        mistake: 'has no hash that Traefik knows: bcrypt, APR1, MD5 or SHA1',
        help: 'Make it with `htpasswd -nB name`.',
      }
    }
    return text
  },
}

function looksLikeFile(text: string): boolean {
  return /^[\w./~-]+$/.test(text) && /[/.]/.test(text)
}

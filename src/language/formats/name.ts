/** Names that a person gives: of services, TLS profiles, authentication providers. */
import type { Format } from '../shapes/scalar.ts'

export const nameFormat: Format<string> = {
  expects: 'a name such as `shop`',
  parse(text) {
    if (text.includes('@'))
      return {
        mistake: 'holds `@`, which separates a name from its provider in Traefik',
        help: `Write \`${text.slice(0, text.indexOf('@'))}\`.`,
      }
    if (text.length > 200) return { mistake: 'is longer than 200 characters' }
    if (!/^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(text))
      return {
        mistake: 'may only have letters, digits, `-`, `_` and `.`, and begins with a letter or a digit',
      }
    return text
  },
}

/** Entry points have a port as well, which nobody writes but Traefik's static configuration. */
export const entryPointFormat: Format<string> = {
  expects: 'the name of an entry point such as `websecure`',
  parse: (text) =>
    /^:\d+$/.test(text)
      ? {
          mistake: 'is a port, and entry points go by their names',
          help: "Write the name that Traefik's static configuration gives it, such as `websecure`.",
        }
      : nameFormat.parse(text),
}

/** The name of something in Traefik: our own, or one of another provider with `@provider` behind it. */
export const referenceFormat: Format<string> = {
  expects: 'the name of something in Traefik such as `secure-headers@file`',
  parse(text) {
    return /^[^\s@`"]+(@[a-z0-9-]+)?$/i.test(text) ? text : { mistake: 'is not a name that Traefik can have' }
  },
}

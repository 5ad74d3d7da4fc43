/** Names of protocols in a TLS handshake. */
import type { Format } from '../shapes/scalar.ts'

export const alpnFormat: Format<string> = {
  expects: 'a protocol such as `h2`, `http/1.1` or `postgresql`',
  parse(text) {
    if (!/^[!-~]{1,255}$/.test(text))
      return { mistake: 'is not the name of a protocol: it is up to 255 letters, digits and signs' }
    const http = /^http\/?(1|1\.1|2)(\.0)?$/i.exec(text)
    if (http === null || text === 'http/1.1') return text
    return {
      mistake: 'is not what this protocol is called in a handshake',
      help: `Write \`${http[1] === '2' ? 'h2' : 'http/1.1'}\`.`,
    }
  },
  schema: { examples: ['h2', 'http/1.1', 'postgresql', 'mqtt', 'dot'] },
}

/** Addresses of TCP and UDP upstreams: `postgres:5432`. */
import type { Format } from '../shapes/scalar.ts'
import { parseAuthority } from './url.ts'

export const addressFormat: Format<string> = {
  expects: 'an address such as `postgres:5432`',
  parse(text) {
    if (text.includes('://'))
      return {
        mistake: 'is a URL; here it is only a host and a port',
        help: `Write \`${text.replace(/^.*:\/\//, '').replace(/\/.*$/, '')}\`.`,
      }
    const address = parseAuthority(text)
    if (typeof address !== 'string') return address
    return /:\d+$/.test(address)
      ? address
      : { mistake: 'has no port', help: `Write its port behind it: \`${address}:5432\`.` }
  },
  schema: { pattern: ':\\d+$' },
}

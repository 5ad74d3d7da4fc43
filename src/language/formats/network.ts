/** IP addresses and networks, read as strictly as Go's `netip` reads them. */
import { familyOf } from '../../traefik/ip.ts'
import type { Format } from '../shapes/scalar.ts'

/** An address or a network in CIDR notation, as written but for letters in lower case. */
export const networkFormat: Format<string> = {
  expects: 'an address or a network such as `10.0.0.0/8`',
  parse(text) {
    const [address = '', bits, ...more] = text.split('/')
    const family = familyOf(address)
    if (family === undefined || more.length > 0) {
      return /[a-z]/i.test(address) && !address.includes(':')
        ? {
            mistake: 'is a name; only addresses and networks can be compared',
            help: helpFor(address.toLowerCase()),
          }
        : {
            mistake: 'is not an IP address or a network',
            help: 'Write `192.168.1.5`, `10.0.0.0/8` or `2001:db8::/32`.',
          }
    }
    if (bits === undefined) return text.toLowerCase()
    const most = family === 4 ? 32 : 128
    if (!/^(0|[1-9]\d{0,2})$/.test(bits) || Number(bits) > most)
      return { mistake: `has a prefix length that is not between 0 and ${most}` }
    return text.toLowerCase()
  },
  schema: {},
}

function helpFor(word: string): string | undefined {
  if (word === 'all' || word === 'any') return 'Everybody is `[0.0.0.0/0, "::/0"]`.'
  if (word === 'localhost') return 'This machine is `[127.0.0.0/8, "::1"]`.'
  return /^(private|private_ranges|lan|local|internal|rfc1918)$/.test(word)
    ? 'Private networks are `[10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, "fc00::/7"]`.'
    : undefined
}

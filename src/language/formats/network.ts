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
            help: KNOWN.find(([name]) => name.test(text))?.[1],
          }
        : {
            mistake: 'is not an IP address or a network',
            help: nearly(text) ?? 'Write `192.168.1.5`, `10.0.0.0/8` or `2001:db8::/32`.',
          }
    }
    if (bits === undefined) return text.toLowerCase()
    const most = family === 4 ? 32 : 128
    if (!/^(0|[1-9]\d{0,2})$/.test(bits) || Number(bits) > most)
      return {
        mistake: `has a prefix length that is not between 0 and ${most}`,
        help: maskOf(bits) === undefined ? undefined : `Write \`${address}/${maskOf(bits)}\`.`,
      }
    return text.toLowerCase()
  },
  schema: {},
}

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^(all|any|everyone)$/i, 'Everybody is `[0.0.0.0/0, "::/0"]`.'],
  [/^localhost$/i, 'This machine is `[127.0.0.0/8, "::1"]`.'],
  [
    /^(private|private_ranges|lan|local|internal|rfc1918)$/i,
    'Private networks are `[10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, "fc00::/7"]`.',
  ],
]

/** `10.0.*`, `10.0.0`, `10.0.0.5:80`, `*` */
function nearly(text: string): string | undefined {
  if (text === '*') return 'Everybody is `[0.0.0.0/0, "::/0"]`.'
  const port = /^([\d.]+):\d+$/.exec(text)?.[1]
  if (port !== undefined && familyOf(port) === 4) return `Write \`${port}\`; a port is not compared.`
  const begun = /^(\d{1,3}(?:\.\d{1,3}){0,2})(?:\.\*){0,3}\.?$/.exec(text)?.[1]?.split('.')
  if (begun === undefined) return undefined
  const network = [...begun, '0', '0', '0'].slice(0, 4).join('.')
  return familyOf(network) === 4 ? `Write \`${network}/${begun.length * 8}\`.` : undefined
}

/** `255.255.0.0` as the length of a prefix. */
function maskOf(bits: string): number | undefined {
  if (familyOf(bits) !== 4) return undefined
  const binary = bits
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('')
  return /^1*0*$/.test(binary) ? binary.replaceAll('0', '').length : undefined
}

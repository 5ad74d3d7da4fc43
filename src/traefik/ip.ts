/** IP addresses and networks as Go's `net` reads and compares them. */

/** An address that no client has: a list with only this in it lets nobody in. */
export const NOBODY = '255.255.255.255'

/** Sixteen bytes; IPv4 is mapped into IPv6. */
export interface IpNetwork {
  readonly bytes: readonly number[]
  /** How many leading bits of the sixteen bytes are compared. */
  readonly bits: number
  /** Of what it holds: an IPv6 network never holds an IPv4 address, also not `::/0`. */
  readonly family: 4 | 6
}

/** An address (all bits are compared) or a network in CIDR notation. */
export function parseNetwork(text: string): IpNetwork | undefined {
  const [address = '', length, ...more] = text.split('/')
  const written = familyOf(address)
  const bytes = parseAddress(address)
  if (written === undefined || bytes === undefined || more.length > 0) return undefined
  const family = isMapped(bytes) ? 4 : 6
  if (length === undefined) return { bytes, bits: 128, family }
  if (!/^\d{1,6}$/.test(length) || Number(length) > (written === 4 ? 32 : 128)) return undefined
  const bits = Number(length) + (written === 4 ? 96 : 0)
  return { bytes, bits, family: isMapped(masked(bytes, bits)) ? 4 : 6 }
}

/** Sixteen bytes, or nothing when it is no address. Zones (`fe80::1%eth0`) are none. */
export function parseAddress(text: string): readonly number[] | undefined {
  const family = familyOf(text)
  if (family === undefined) return undefined
  if (family === 4) return [...MAPPED, ...text.split('.').map(Number)]
  const [head = '', tail] = text.split('::')
  const [before, after] = [bytesOf(head), bytesOf(tail ?? '')]
  return [...before, ...Array.from({ length: 16 - before.length - after.length }, () => 0), ...after]
}

export function contains(network: IpNetwork, address: readonly number[]): boolean {
  if ((network.family === 4) !== isMapped(address)) return false
  const [a, b] = [masked(network.bytes, network.bits), masked(address, network.bits)]
  return a.every((byte, index) => byte === b[index])
}

/** The first of the networks, as they are written, that holds the address; nothing when it is no address. */
export function networkWith(address: string, networks: readonly string[]): string | undefined {
  const bytes = parseAddress(address)
  if (bytes === undefined) return undefined
  return networks.find((one) => {
    const network = parseNetwork(one)
    return network !== undefined && contains(network, bytes)
  })
}

export function familyOf(address: string): 4 | 6 | undefined {
  if (isIpv4(address)) return 4
  return isIpv6(address) ? 6 : undefined
}

const MAPPED: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255]

function isMapped(bytes: readonly number[]): boolean {
  return MAPPED.every((byte, index) => bytes[index] === byte)
}

function masked(bytes: readonly number[], bits: number): readonly number[] {
  return bytes.map((byte, index) => byte & (0xff00 >> Math.max(0, Math.min(8, bits - index * 8))))
}

function bytesOf(groups: string): readonly number[] {
  if (groups === '') return []
  return groups.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number)
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 255]
  })
}

function isIpv4(address: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(address)
}

function isIpv6(address: string): boolean {
  if (!address.includes(':')) return false
  const halves = address.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1) ?? ''
  const tail = last.includes('.') && isIpv4(last) && !address.endsWith('::')
  const plain = tail ? groups.slice(0, -1) : groups
  const count = plain.length + (tail ? 2 : 0)
  return (
    plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) && (halves.length === 2 ? count < 8 : count === 8)
  )
}

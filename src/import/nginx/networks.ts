/** Takes networks out of networks. */
import { familyOf } from '../../traefik/ip.ts'

/** What of `some` is in none of `others`; what is no address or network stays as it is, for the compiler to say so. */
export function everythingBut(others: readonly string[], some: readonly string[]): readonly string[] {
  const taken = others.flatMap((text) => parse(text) ?? [])
  return some.flatMap((text) => {
    const network = parse(text)
    return network === undefined
      ? [text]
      : subtract(network, taken).map((rest) => (same(rest, network) ? text : show(rest)))
  })
}

interface Network {
  readonly family: 4 | 6
  readonly bits: bigint
  readonly length: number
}

function subtract(network: Network, taken: readonly Network[]): readonly Network[] {
  const touching = taken.filter((other) => holds(other, network) || holds(network, other))
  if (touching.length === 0) return [network]
  if (touching.some((other) => holds(other, network))) return []
  const length = network.length + 1
  const half = 1n << BigInt(widthOf(network) - length)
  return [network.bits, network.bits | half].flatMap((bits) =>
    subtract({ ...network, bits, length }, touching),
  )
}

function holds(outer: Network, inner: Network): boolean {
  const rest = BigInt(widthOf(outer) - outer.length)
  return (
    outer.family === inner.family && outer.length <= inner.length && outer.bits >> rest === inner.bits >> rest
  )
}

function same(a: Network, b: Network): boolean {
  return a.bits === b.bits && a.length === b.length
}

function widthOf({ family }: Network): number {
  return family === 4 ? 32 : 128
}

function parse(text: string): Network | undefined {
  const [address = '', written] = text.split('/')
  const family = familyOf(address)
  if (family === undefined) return undefined
  const width = family === 4 ? 32 : 128
  const length = written === undefined ? width : Number(written)
  if (!Number.isInteger(length) || length < 0 || length > width) return undefined
  const bits = family === 4 ? bytesOf(address) : groupsOf(address)
  const rest = BigInt(width - length)
  return { family, bits: (bits >> rest) << rest, length }
}

function bytesOf(address: string): bigint {
  return address.split('.').reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}

function groupsOf(address: string): bigint {
  // `::ffff:10.0.0.1` ends in an IPv4 address, which is two groups.
  const whole = address.replace(/[\d.]+\.[\d.]+$/, (tail) => {
    const bytes = bytesOf(tail)
    return `${(bytes >> 16n).toString(16)}:${(bytes & 0xffffn).toString(16)}`
  })
  const [head = '', tail] = whole.split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':'))
  const before = groups(head)
  const after = groups(tail ?? '')
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...zeros, ...after].reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n)
}

function show({ family, bits, length }: Network): string {
  const parts = Array.from({ length: family === 4 ? 4 : 8 }, (_, index, size = family === 4 ? 8 : 16) => {
    const shift = BigInt((family === 4 ? 32 : 128) - size * (index + 1))
    return (bits >> shift) & ((1n << BigInt(size)) - 1n)
  })
  if (family === 4) return `${parts.join('.')}/${length}`
  const text = parts.map((part) => part.toString(16)).join(':')
  return `${text.replace(/(?:(?:^|:)0){2,}(?::|$)/, '::')}/${length}`
}

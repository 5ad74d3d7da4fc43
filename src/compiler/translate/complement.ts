/** All networks but some: Traefik can only list who may come, so who may not is said by naming everybody else. */
import { familyOf } from '../../traefik/ip.ts'

interface Network {
  readonly bits: 32 | 128
  readonly address: bigint
  readonly prefix: number
}

/** `['0.0.0.0/1']` gives `['128.0.0.0/1', '::/0']`: the fewest networks that hold every address outside of `networks`. */
export function complement(networks: readonly string[]): readonly string[] {
  const known = networks.map(parse)
  return ([32, 128] as const).flatMap((bits) =>
    without(
      { bits, address: 0n, prefix: 0 },
      known.filter((network) => network.bits === bits),
    ),
  )
}

/** Halves a network until each half is wholly taken away or not touched at all. */
function without(network: Network, taken: readonly Network[]): readonly string[] {
  const touching = taken.filter((one) => holds(network, one) || holds(one, network))
  if (touching.length === 0) return [write(network)]
  if (touching.some((one) => holds(one, network))) return []
  const { bits, address } = network
  const prefix = network.prefix + 1
  const half = 1n << BigInt(bits - prefix)
  return [
    ...without({ bits, address, prefix }, touching),
    ...without({ bits, address: address | half, prefix }, touching),
  ]
}

function holds(outer: Network, inner: Network): boolean {
  const rest = BigInt(outer.bits - outer.prefix)
  return outer.prefix <= inner.prefix && outer.address >> rest === inner.address >> rest
}

/** The text has been checked when it was decoded. */
function parse(text: string): Network {
  const [written = '', length] = text.split('/')
  const bits = familyOf(written) === 4 ? 32 : 128
  const prefix = length === undefined ? bits : Number(length)
  const address = bits === 32 ? number(written.split('.').map(Number), 8n) : number(groupsOf(written), 16n)
  const rest = BigInt(bits - prefix)
  return { bits, prefix, address: (address >> rest) << rest }
}

/** `::` stands for as many zeros as are missing; the end may be written as IPv4. */
function groupsOf(address: string): readonly number[] {
  const [left = [], right = []] = address.split('::').map((half) =>
    half
      .split(':')
      .filter(Boolean)
      .flatMap((group) => {
        if (!group.includes('.')) return [Number.parseInt(group, 16)]
        const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
        return [a * 256 + b, c * 256 + d]
      }),
  )
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right]
}

function number(digits: readonly number[], width: bigint): bigint {
  return digits.reduce((sum, digit) => (sum << width) | BigInt(digit), 0n)
}

function write({ bits, address, prefix }: Network): string {
  const width = bits === 32 ? 8 : 16
  const digits = Array.from({ length: bits / width }, (_, index) =>
    Number((address >> BigInt(bits - width * (index + 1))) & ((1n << BigInt(width)) - 1n)),
  )
  if (bits === 32) return `${digits.join('.')}/${prefix}`
  // What is behind the prefix is zero, so the zeros at the end are the ones to leave out.
  const groups = digits.map((digit) => digit.toString(16)).join(':')
  return `${groups.replace(/(^|:)0(:0)*$/, '::')}/${prefix}`
}

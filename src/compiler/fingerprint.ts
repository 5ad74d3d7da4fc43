/** A short name for a content: equal contents have equal names, on every machine. */

/** 53 bits in hexadecimal digits: two FNV-like lanes, as in cyrb53. Enough to tell apart, not to defend. */
export function fingerprint(text: string): string {
  const [low, high] = lanesOf(text)
  return (4294967296 * (2097151 & high) + low).toString(16).padStart(14, '0')
}

/** 32 bits of the same, as a number: to share out by. */
export function numberOf(text: string): number {
  const [low] = lanesOf(text)
  return low
}

function lanesOf(text: string): readonly [low: number, high: number] {
  let low = 0xdeadbeef
  let high = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    low = Math.imul(low ^ code, 2654435761)
    high = Math.imul(high ^ code, 1597334677)
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  return [low >>> 0, high]
}

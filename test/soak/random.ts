/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** A whole number from 0 to below `most`. */
  below(most: number): number
  /** True in `percent` of 100 times. */
  often(percent: number): boolean
  of<T>(items: readonly [T, ...T[]]): T
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  // mulberry32: every seed gives the full period.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (most: number): number => Math.floor(next() * most)
  return {
    below,
    often: (percent) => below(100) < percent,
    of: (items) => items[below(items.length)] ?? items[0],
  }
}

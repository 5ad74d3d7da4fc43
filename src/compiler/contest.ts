/** Who holds which name: finds the names that are held with contents that differ, and keeps that up with every change. */

export interface Contest<T> {
  add(name: string, holder: T): void
  remove(name: string, holder: T): void
  holders(name: string): readonly T[]
  /** Any one of them. */
  first(name: string): T | undefined
  isEqual(a: T, b: T): boolean
  /** Names with holders that are not all equal. */
  readonly contested: ReadonlySet<string>
}

/** `isEqual`: whether two may hold one name. */
export function createContest<T extends object>(isEqual: (a: T, b: T) => boolean): Contest<T> {
  // Nearly every name has one holder, which needs no set.
  const held = new Map<string, T | Set<T>>()
  const contested = new Set<string>()

  return {
    add(name, holder) {
      const known = held.get(name)
      if (known === undefined) {
        held.set(name, holder)
        return
      }
      if (known === holder) return
      const holders = known instanceof Set ? known : new Set([known])
      const first = holders.values().next().value
      held.set(name, holders.add(holder))
      if (first !== undefined && !isEqual(first, holder)) contested.add(name)
    },
    remove(name, holder) {
      const known = held.get(name)
      if (known === holder) held.delete(name)
      if (!(known instanceof Set)) return
      known.delete(holder)
      if (known.size === 0) held.delete(name)
      if (!contested.has(name)) return
      const [first, ...others] = known
      if (first === undefined || others.every((other) => isEqual(first, other))) contested.delete(name)
    },
    holders(name) {
      const known = held.get(name)
      return known === undefined ? [] : known instanceof Set ? [...known] : [known]
    },
    first(name) {
      const known = held.get(name)
      return known instanceof Set ? known.values().next().value : known
    },
    isEqual,
    contested,
  }
}

/** Who holds which name: finds the names that are held with contents that differ, and keeps that up with every change. */

export interface Contest<T> {
  /** Names of different spaces do not meet. */
  add(space: string, name: string, holder: T): void
  remove(space: string, name: string, holder: T): void
  holders(space: string, name: string): readonly T[]
  /** Any one of them. */
  first(space: string, name: string): T | undefined
  isEqual(a: T, b: T): boolean
  /** The holders of each name that are not all equal. */
  contested(): Iterable<ReadonlySet<T>>
}

/** `isEqual`: whether two may hold one name. */
export function createContest<T extends object>(isEqual: (a: T, b: T) => boolean): Contest<T> {
  // Nearly every name has one holder, which needs no set.
  const spaces = new Map<string, Map<string, T | Set<T>>>()
  const contested = new Set<Set<T>>()

  return {
    add(space, name, holder) {
      const held = spaceOf(space)
      const known = held.get(name)
      if (known === undefined) held.set(name, holder)
      else if (known instanceof Set) join(known, holder)
      else if (known !== holder) {
        const holders = new Set([known])
        held.set(name, holders)
        join(holders, holder)
      }
    },
    remove(space, name, holder) {
      const held = spaceOf(space)
      const known = held.get(name)
      if (known === holder) held.delete(name)
      if (!(known instanceof Set)) return
      known.delete(holder)
      if (known.size === 0) held.delete(name)
      if (!contested.has(known)) return
      const [first, ...others] = known
      if (first === undefined || others.every((other) => isEqual(first, other))) contested.delete(known)
    },
    holders(space, name) {
      const known = spaces.get(space)?.get(name)
      return known === undefined ? [] : known instanceof Set ? [...known] : [known]
    },
    first(space, name) {
      const known = spaces.get(space)?.get(name)
      return known instanceof Set ? known.values().next().value : known
    },
    isEqual,
    contested: () => contested,
  }

  function spaceOf(space: string): Map<string, T | Set<T>> {
    const known = spaces.get(space)
    if (known !== undefined) return known
    const held = new Map<string, T | Set<T>>()
    spaces.set(space, held)
    return held
  }

  function join(holders: Set<T>, holder: T): void {
    const first = holders.values().next().value
    if (first !== undefined && !isEqual(first, holder)) contested.add(holders)
    holders.add(holder)
  }
}

/** Who holds which name: finds the names that are held with contents that differ, and keeps that up with every change. */

export interface Contest<T> {
  /** Names of different spaces do not meet. Who adds a holder twice removes it twice. */
  add(space: string, name: string, holder: T): void
  remove(space: string, name: string, holder: T): void
  holders(space: string, name: string): readonly T[]
  /** Any one of them. */
  first(space: string, name: string): T | undefined
  isEqual(a: T, b: T): boolean
  /** The holders of each name that are not all equal. */
  contested(): readonly (readonly T[])[]
}

/** `isEqual`: whether two may hold one name. */
export function createContest<T extends object>(isEqual: (a: T, b: T) => boolean): Contest<T> {
  // Nearly every name has one holder, which needs no more than itself.
  const spaces = new Map<string, Map<string, T | Holders<T>>>()
  const contested = new Set<Holders<T>>()

  return {
    add(space, name, holder) {
      const held = spaceOf(space)
      const known = held.get(name)
      if (known === undefined) held.set(name, holder)
      else if (known instanceof Holders) join(known, holder)
      else {
        const holders = new Holders(known)
        held.set(name, holders)
        join(holders, holder)
      }
    },
    remove(space, name, holder) {
      const held = spaceOf(space)
      const known = held.get(name)
      if (known === holder) held.delete(name)
      if (!(known instanceof Holders)) return
      known.remove(holder)
      if (known.first() === undefined) held.delete(name)
      if (!contested.has(known)) return
      const [first, ...others] = known.times.keys()
      if (first === undefined || others.every((other) => isEqual(first, other))) contested.delete(known)
    },
    holders(space, name) {
      const known = spaces.get(space)?.get(name)
      return known === undefined ? [] : known instanceof Holders ? [...known.times.keys()] : [known]
    },
    first(space, name) {
      const known = spaces.get(space)?.get(name)
      return known instanceof Holders ? known.first() : known
    },
    isEqual,
    contested: () => [...contested].map(({ times }) => [...times.keys()]),
  }

  function spaceOf(space: string): Map<string, T | Holders<T>> {
    const known = spaces.get(space)
    if (known !== undefined) return known
    const held = new Map<string, T | Holders<T>>()
    spaces.set(space, held)
    return held
  }

  function join(holders: Holders<T>, holder: T): void {
    const first = holders.first()
    if (first !== undefined && first !== holder && !isEqual(first, holder)) contested.add(holders)
    holders.add(holder)
  }
}

/** Those that hold one name, each as often as it was added. */
class Holders<T> {
  readonly times = new Map<T, number>()

  constructor(first: T) {
    this.add(first)
  }

  add(holder: T): void {
    this.times.set(holder, (this.times.get(holder) ?? 0) + 1)
  }

  remove(holder: T): void {
    const times = this.times.get(holder)
    if (times === 1) this.times.delete(holder)
    else if (times !== undefined) this.times.set(holder, times - 1)
  }

  first(): T | undefined {
    return this.times.keys().next().value
  }
}

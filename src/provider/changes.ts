/** The difference between two sets of services, by name. */
import type { CompiledService } from '../compiler/compilation.ts'

/** Each list is sorted. */
export interface Changes {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
}

export type Services = ReadonlyMap<string, Pick<CompiledService, 'fingerprint'>>

export function changesBetween(before: Services, after: Services): Changes {
  const names = [...after.keys()]
  return {
    added: names.filter((name) => !before.has(name)).sort(),
    changed: names.filter(isChanged).sort(),
    removed: [...before.keys()].filter((name) => !after.has(name)).sort(),
  }

  function isChanged(name: string): boolean {
    const [old, now] = [before.get(name), after.get(name)]
    return old !== undefined && old !== now && old.fingerprint() !== now?.fingerprint()
  }
}

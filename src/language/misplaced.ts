/** Finds keys of a service that stand a level too high, among the names of services or the root keys. */
import { isMapping } from './shape.ts'

export interface Misplaced {
  readonly key: string
  /** The name above it, under which it was to stand; of what that says nothing more can be told. */
  readonly below: string | undefined
}

/** The first of each run of them: those that follow it are moved along. */
export function misplacedIn(
  value: unknown,
  isKey: (name: string, value: unknown) => boolean,
): readonly Misplaced[] {
  const found: Misplaced[] = []
  let below: string | undefined
  let isRun = false
  for (const [name, part] of isMapping(value) ? Object.entries(value) : []) {
    const isMisplaced = isKey(name, part)
    if (isMisplaced && !isRun) found.push({ key: name, below })
    if (!isMisplaced) below = name
    isRun = isMisplaced
  }
  return found
}

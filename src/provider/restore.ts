/** Makes what was served before a restart again, from the last good texts alone. */
import type { Candidate, Compile } from './candidate.ts'
import { reasonToHold } from './emptiness.ts'
import type { GoodText } from './goodText.ts'
import { quarantine, type Verdict } from './quarantine.ts'

/**
 * For a start at which the folder gives nothing to serve. A text that is right no more, for one after an update of
 * Pointsman, is left out; nothing when none is left.
 */
export function restore(
  remembered: ReadonlyMap<string, GoodText>,
  compile: Compile,
  allowEmpty: boolean,
): Verdict | undefined {
  const candidates = [...remembered].sort(([a], [b]) => (a < b ? -1 : 1)).map(candidateOf)
  if (candidates.length === 0) return undefined
  const verdict = quarantine(candidates, compile, 1)
  const isNothing = reasonToHold(verdict.compilation, verdict.stages, allowEmpty) !== undefined
  return isNothing ? undefined : verdict
}

function candidateOf([path, good]: [string, GoodText]): Candidate {
  return { path, good: { path, ...good, changed: 0 }, serving: true }
}

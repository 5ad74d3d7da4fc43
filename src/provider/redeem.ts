/**
 * Gives files that were held back another trial, now that the files they stumbled over are held back too.
 *
 * Example: `auth.yaml` breaks while `shop.yaml` is edited. In the first compile `shop.yaml` seems to name an unknown
 * provider; with the last good text of `auth.yaml` it is right.
 */
import type { Compilation } from '../compiler/compilation.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { compileAt, errorsOf, firstStage, type Candidate, type Compile, type Stage } from './candidate.ts'

/** Compiles at most; past it, files stay held back though they may be right, which only many mistakes at once can cause. */
const MOST_TRIALS = 32

/** Takes every file that is right after all out of `said`, and back in `stages`; returns the compile that shows it. */
export function redeem(
  files: readonly Candidate[],
  stages: Map<string, Stage>,
  said: Map<string, readonly Diagnostic[]>,
  compile: Compile,
): Compilation | undefined {
  let trials = 0
  let last: Compilation | undefined

  let before = said.size
  // All of them at once are what failed to begin with.
  if (before > 1) tryHalves(held())
  // One that came back may be what another needs.
  while (said.size > 0 && said.size < before) {
    before = said.size
    tryAll(held())
  }
  return last

  function held(): readonly Candidate[] {
    return files.filter((file) => said.has(file.path)).sort(oldestFirst)
  }

  function tryHalves(group: readonly Candidate[]): void {
    const middle = Math.ceil(group.length / 2)
    tryAll(group.slice(0, middle))
    tryAll(group.slice(middle))
  }

  function tryAll(group: readonly Candidate[]): void {
    if (group.length === 0 || trials >= MOST_TRIALS) return
    trials++
    const trial = new Map(stages)
    for (const file of group) trial.set(file.path, firstStage(file))
    const compilation = compileAt(files, trial, compile)
    if (errorsOf(compilation).length > 0) {
      if (group.length > 1) tryHalves(group)
      return
    }
    last = compilation
    for (const file of group) {
      stages.set(file.path, firstStage(file))
      said.delete(file.path)
    }
  }
}

function oldestFirst(a: Candidate, b: Candidate): number {
  return (a.disk?.changed ?? 0) - (b.disk?.changed ?? 0) || (a.path < b.path ? -1 : 1)
}

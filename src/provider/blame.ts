/**
 * Decides which files the errors of a compile are put down to.
 *
 * A text that is served now cannot be the mistake, since it compiled together with everything else that is served now:
 * blame goes to what is new, and to what is served only when nothing new is left.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { isUnchanged, sourceAt, type Candidate, type Stages } from './candidate.ts'

/** At least one file that is compiled; `errors` has at least one. */
export function blame(
  errors: readonly Diagnostic[],
  files: readonly Candidate[],
  stages: Stages,
): readonly Candidate[] {
  const compiled = files.filter((file) => sourceAt(file, stages))
  const newcomers = compiled.filter((file) => !isServed(file, stages))
  const paths = new Set(newcomers.map((file) => file.path))
  const ofNewcomers = errors.filter((error) => paths.has(error.place.file))
  if (ofNewcomers.length > 0) return choose(ofNewcomers, newcomers, stages)
  if (newcomers.length === 0) return choose(errors, compiled, stages)
  // Something new broke a file that is served, for one by leaving out what that file needs.
  const named = new Set(errors.flatMap((error) => error.notes.map((note) => note.place.file)))
  const suspects = newcomers.filter((file) => named.has(file.path))
  return suspects.length > 0 ? suspects : newcomers
}

function isServed(file: Candidate, stages: Stages): boolean {
  return file.serving && (stages.get(file.path) === 'good' || isUnchanged(file))
}

/** All that have a mistake of their own; if none has, only the one that changed last, for without it the others may be right. */
function choose(
  errors: readonly Diagnostic[],
  files: readonly Candidate[],
  stages: Stages,
): readonly Candidate[] {
  const own = errors.filter((error) => error.notes.every((note) => note.place.file === error.place.file))
  const paths = new Set((own.length > 0 ? own : errors).map((error) => error.place.file))
  const blamed = files.filter((file) => paths.has(file.path))
  if (blamed.length === 0)
    throw new Error(`The compiler blames \`${[...paths].join('`, `')}\`, which it was not given.`)
  return own.length > 0 ? blamed : blamed.sort((a, b) => compareAge(a, b, stages)).slice(-1)
}

function compareAge(a: Candidate, b: Candidate, stages: Stages): number {
  const age = (sourceAt(a, stages)?.changed ?? 0) - (sourceAt(b, stages)?.changed ?? 0)
  return age || (a.path < b.path ? -1 : 1)
}

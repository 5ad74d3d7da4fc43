/**
 * Finds which files have to be held back so that the rest compiles.
 *
 * Each round puts at least one file one stage back (see `Stage`), so it ends: at most three rounds a file.
 */
import type { Compilation } from '../compiler/compilation.ts'
import type { FileReading } from '../compiler/source.ts'
import { byPlace, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { blame } from './blame.ts'
import {
  compileAt,
  errorsOf,
  firstStage,
  isUnchanged,
  nextStage,
  type Candidate,
  type Compile,
  type Stages,
} from './candidate.ts'
import { redeem } from './redeem.ts'

export interface Verdict {
  /** Without an error. */
  readonly compilation: Compilation
  readonly stages: Stages
  /** What the first compile that blamed a file said about it, and warnings about files taken from disk. Sorted. */
  readonly diagnostics: readonly Diagnostic[]
  /** Every other file that was read, also for texts that are held back now. */
  readonly reads: ReadonlySet<string>
}

/** `now` is later than every `changed` of a text that is served. */
export function quarantine(candidates: readonly Candidate[], compile: Compile, now: number): Verdict {
  const reads = new Set<string>()
  const stages = new Map(candidates.map((candidate) => [candidate.path, firstStage(candidate)]))
  const said = new Map<string, readonly Diagnostic[]>()

  let compilation = compileAt(candidates, stages, compileNoting)
  let files = dated()
  if (errorsOf(compilation).length > 0 && files.some((file, index) => file !== candidates[index]))
    compilation = compileAt(files, stages, compileNoting)

  for (let errors = errorsOf(compilation); errors.length > 0; errors = errorsOf(compilation)) {
    // A file that others read may have changed since the last compile.
    files = dated()
    for (const file of blame(errors, files, stages)) {
      // Of a last good text a person sees no line.
      if (stages.get(file.path) !== 'renewed' && !said.has(file.path))
        said.set(file.path, aboutFile(file.path, compilation, errors))
      stages.set(file.path, nextStage(file, stages.get(file.path)))
    }
    compilation = compileAt(files, stages, compileNoting)
  }
  compilation = redeem(files, stages, said, compileNoting) ?? compilation
  return { compilation, stages, diagnostics: whatToShow(compilation, stages, said), reads }

  function dated(): readonly Candidate[] {
    return candidates.map((candidate) => dateByReadings(candidate, compilation, now))
  }

  function compileNoting(sources: Parameters<Compile>[0]): Compilation {
    const made = compile(sources)
    for (const readings of made.readings.values()) for (const path of readings.keys()) reads.add(path)
    return made
  }
}

/** A definition is as new as what it reads: the same text with another certificate is a change of now. */
function dateByReadings(file: Candidate, { readings }: Compilation, now: number): Candidate {
  if (!file.disk || !isUnchanged(file)) return file
  const good = file.good?.readings
  const same = [...(readings.get(file.path) ?? [])].every(([path, reading]) =>
    isSame(reading, good?.get(path)),
  )
  return same ? file : { ...file, disk: { ...file.disk, changed: now } }
}

function isSame(a: FileReading, b: FileReading | undefined): boolean {
  if (b === undefined) return false
  return 'text' in a ? 'text' in b && a.text === b.text : 'problem' in b && a.problem === b.problem
}

/** Of a file that is held back for what it did to another one, the errors there. */
function aboutFile(
  path: string,
  { diagnostics }: Compilation,
  errors: readonly Diagnostic[],
): readonly Diagnostic[] {
  const about = diagnostics.filter((diagnostic) => diagnostic.place.file === path)
  return about.some((diagnostic) => diagnostic.severity === 'error') ? about : errors
}

/** No warnings about a last good text: its lines are not those of the file a person sees. */
function whatToShow(
  { diagnostics }: Compilation,
  stages: Stages,
  said: ReadonlyMap<string, readonly Diagnostic[]>,
): Diagnostic[] {
  const warnings = diagnostics.filter(({ place }) => stages.get(place.file) === 'disk')
  return [...new Set([...said.values()].flat().concat(warnings))].sort(byPlace)
}

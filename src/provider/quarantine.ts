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
  firstOfGood,
  firstStage,
  isUnchanged,
  nextStage,
  type Candidate,
  type Compile,
  type Stage,
  type Stages,
} from './candidate.ts'
import { leftBehind, type LeftBehind } from './leftBehind.ts'
import { redeem } from './redeem.ts'

export interface Verdict {
  /** Without an error. */
  readonly compilation: Compilation
  readonly stages: Stages
  /** What the first compile that blamed a file said about it, and warnings about files taken from disk. Sorted. */
  readonly diagnostics: readonly Diagnostic[]
  /** Every other file that was read, also for texts that are held back now. */
  readonly reads: ReadonlySet<string>
  /** By path of a file that is gone and served on: those that took its place and are held back. */
  readonly awaits: ReadonlyMap<string, readonly string[]>
}

interface Trial {
  /** Each as new as what it reads. */
  readonly files: readonly Candidate[]
  readonly compilation: Compilation
  readonly stages: Map<string, Stage>
  /** By file that is held back for what it says: what is wrong with it. */
  readonly said: Map<string, readonly Diagnostic[]>
  /** Files whose text on disk does not count: what was served of them is served on. */
  readonly frozen: ReadonlySet<string>
}

/** `now` is later than every `changed` of a text that is served. */
export function quarantine(candidates: readonly Candidate[], compile: Compile, now: number): Verdict {
  const reads = new Set<string>()
  const awaits = new Map<string, readonly string[]>()
  const kept: Diagnostic[] = []
  const there = candidates.filter((candidate) => !candidate.gone)
  const first = new Map(there.map((candidate) => [candidate.path, firstStage(candidate)]))
  let last = holdBack({ stages: first, said: new Map(), frozen: new Set() })
  const letGo = new Set<string>()
  for (let found = leaving(last); found.length > 0; found = leaving(last)) {
    const { trial, left } = keep(found)
    const isOut = ({ path }: Candidate): boolean => trial.stages.get(path) === 'out'
    // What cannot be served beside the rest any more, and what helps nobody who needs it.
    const lost = left.filter(({ file, awaits: heirs, needers }) => {
      const isForNeeders = heirs.every((heir) => needers.some(({ path }) => path === heir))
      return isOut(file) || (isForNeeders && needers.every(isOut))
    })
    for (const { file } of lost) letGo.add(file.path)
    if (lost.length > 0) continue
    last = trial
    for (const { file, awaits: others, diagnostics } of left) {
      kept.push(...diagnostics)
      if (file.gone) awaits.set(file.path, others)
    }
  }
  const { compilation, stages } = last
  return { compilation, stages, diagnostics: [...whatToShow(last), ...kept].sort(byPlace), reads, awaits }

  function leaving({ files, stages }: Trial): readonly LeftBehind[] {
    return leftBehind(files, stages).filter(({ file }) => !letGo.has(file.path))
  }

  /** With what they need in turn, if that would go as well. */
  function keep(left: readonly LeftBehind[]): {
    readonly trial: Trial
    readonly left: readonly LeftBehind[]
  } {
    const [stages, said] = [new Map(last.stages), new Map(last.said)]
    const frozen = new Set([...last.frozen, ...left.map(({ file }) => file.path)])
    for (const file of left.flatMap(({ file: own, needers }) => [own, ...needers])) {
      stages.set(file.path, frozen.has(file.path) ? firstOfGood(file) : firstStage(file))
      said.delete(file.path)
    }
    const trial = holdBack({ stages, said, frozen })
    const isLost = left.some(({ file }) => trial.stages.get(file.path) === 'out')
    const more = isLost ? leaving(trial) : []
    return more.length > 0 ? keep([...left, ...more]) : { trial, left }
  }

  function holdBack({ stages, said, frozen }: Pick<Trial, 'stages' | 'said' | 'frozen'>): Trial {
    const undated = candidates.map((file) => (frozen.has(file.path) ? withoutDisk(file) : file))
    let made = compileAt(undated, stages, compileNoting)
    let files = dated(undated, made)
    if (errorsOf(made).length > 0 && files.some((file, index) => file !== undated[index]))
      made = compileAt(files, stages, compileNoting)

    for (let errors = errorsOf(made); errors.length > 0; errors = errorsOf(made)) {
      // A file that others read may have changed since the last compile.
      files = dated(undated, made)
      for (const file of blame(errors, files, stages)) {
        // Of a last good text a person sees no line.
        if (stages.get(file.path) !== 'renewed' && !said.has(file.path))
          said.set(file.path, aboutFile(file.path, made, errors))
        stages.set(file.path, nextStage(file, stages.get(file.path)))
      }
      made = compileAt(files, stages, compileNoting)
    }
    made = redeem(files, stages, said, compileNoting) ?? made
    return { files: dated(candidates, made), compilation: made, stages, said, frozen }
  }

  function dated(undated: readonly Candidate[], compilation: Compilation): readonly Candidate[] {
    return undated.map((candidate) => dateByReadings(candidate, compilation, now))
  }

  function compileNoting(sources: Parameters<Compile>[0]): Compilation {
    const made = compile(sources)
    for (const readings of made.readings.values()) for (const path of readings.keys()) reads.add(path)
    return made
  }
}

function withoutDisk({ disk: _frozen, ...file }: Candidate): Candidate {
  return file
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
function whatToShow({ compilation, stages, said }: Trial): readonly Diagnostic[] {
  const warnings = compilation.diagnostics.filter(({ place }) => stages.get(place.file) === 'disk')
  return [...new Set([...said.values()].flat().concat(warnings))]
}

/** One file with the texts that may be compiled for it, and which of them is. */
import type { Compilation } from '../compiler/compilation.ts'
import type { SourceFile } from '../compiler/source.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'

export interface Candidate {
  readonly path: string
  /** Absent when the file on disk cannot be used. */
  readonly disk?: SourceFile
  /** The last good text, with what it read. As old as `disk` when it is the same text. */
  readonly good?: SourceFile
  /** `good` is part of what is served now. */
  readonly serving: boolean
  /** The text on disk was held back at the look before. */
  readonly blamed?: boolean
  /** There is no such file any more: its last good text is compiled only while another file may have taken its place. */
  readonly gone?: boolean
  /** Files that took its place, as far as can be seen without their texts. */
  readonly awaits?: ReadonlySet<string>
  /** It is gone, and was served on before. */
  readonly kept?: boolean
}

/**
 * Which text of a file is compiled: the one on disk, the last good one with the files that it reads as they are now, the
 * same with those files as they were, or none. A file may stay broken for longer than its certificate is good.
 */
export type Stage = 'disk' | 'renewed' | 'good' | 'out'

export type Stages = ReadonlyMap<string, Stage>

/** The whole way from texts to a configuration, with the world bound. */
export type Compile = (files: readonly SourceFile[]) => Compilation

export function firstStage(file: Candidate): Stage {
  return file.disk ? 'disk' : firstOfGood(file)
}

export function nextStage(file: Candidate, stage: Stage | undefined): Stage {
  if (stage === 'renewed') return 'good'
  if (stage !== 'disk' || !file.good || isUnchanged(file)) return 'out'
  // The same text with the same files again would meet the same mistake.
  return file.disk?.text === file.good.text ? 'good' : firstOfGood(file)
}

export function firstOfGood({ good }: Candidate): Stage {
  if (!good) return 'out'
  return (good.readings?.size ?? 0) > 0 ? 'renewed' : 'good'
}

/** What is on disk is the last good text. */
export function isUnchanged({ disk, good }: Candidate): boolean {
  return disk !== undefined && disk.text === good?.text && disk.changed === good.changed
}

/** The text that is compiled at this stage, or none when the file is out. */
export function sourceAt(file: Candidate, stages: Stages): SourceFile | undefined {
  switch (stages.get(file.path)) {
    case 'disk':
      return file.disk
    case 'good':
      return file.good
    case 'renewed': {
      if (!file.good) return undefined
      const { readings: _before, ...renewed } = file.good
      return renewed
    }
    default:
      return undefined
  }
}

export function compileAt(files: readonly Candidate[], stages: Stages, compile: Compile): Compilation {
  return compile(files.map((file) => sourceAt(file, stages)).filter((source) => source !== undefined))
}

export function errorsOf(compilation: Compilation): Diagnostic[] {
  return compilation.diagnostics.filter((diagnostic) => diagnostic.severity === 'error')
}

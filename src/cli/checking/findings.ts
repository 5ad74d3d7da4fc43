/** What a check found, in all that it looked at. */
import { byPlace, type Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { SourceOf } from '../../diagnostics/print.ts'

export interface Findings {
  /** Sorted by place; files are named as the person who called would name them. */
  readonly diagnostics: readonly Diagnostic[]
  /** Sentences about what is wrong and has no place in a file. */
  readonly problems: readonly string[]
  readonly services: number
  readonly files: number
  readonly sourceOf: SourceOf
}

/** How findings are written; ends with a line break. */
export type Format = (
  findings: Findings,
  options: { readonly color: boolean; readonly version: string },
) => string

/** A mistake that two of them found is there once. */
export function join(parts: readonly Findings[]): Findings {
  const diagnostics = new Map(
    parts.flatMap((part) => part.diagnostics.map((one) => [JSON.stringify(one), one] as const)),
  )
  return {
    diagnostics: [...diagnostics.values()].sort(byPlace),
    problems: [...new Set(parts.flatMap((part) => part.problems))],
    services: parts.reduce((sum, part) => sum + part.services, 0),
    files: parts.reduce((sum, part) => sum + part.files, 0),
    sourceOf: (file) => parts.map((part) => part.sourceOf(file)).find((text) => text !== undefined),
  }
}

/** `--strict`: what warns counts as a mistake. */
export function strictly(findings: Findings): Findings {
  return {
    ...findings,
    diagnostics: findings.diagnostics.map((diagnostic) => ({ ...diagnostic, severity: 'error' })),
  }
}

export function countErrors({ diagnostics, problems }: Findings): number {
  return diagnostics.filter(({ severity }) => severity === 'error').length + problems.length
}

/** A diagnostic with its files named by `shown`. */
export function renamed(diagnostic: Diagnostic, shown: (path: string) => string): Diagnostic {
  return {
    ...diagnostic,
    place: { ...diagnostic.place, file: shown(diagnostic.place.file) },
    notes: diagnostic.notes.map((note) => ({
      ...note,
      place: { ...note.place, file: shown(note.place.file) },
    })),
  }
}

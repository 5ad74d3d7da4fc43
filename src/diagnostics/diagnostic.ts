/** What we tell a person about a mistake: data, printed by `print.ts` and sent as it is by `/status`. */
import { hideSecrets } from './hide.ts'
import { messages, type MessageArguments, type MessageCode } from './messages.ts'
import type { Place } from './place.ts'

export type Severity = 'error' | 'warning'

export interface Diagnostic {
  /** Stable; the text of a message is not. */
  readonly code: MessageCode
  readonly severity: Severity
  readonly message: string
  /** What to do about it. */
  readonly help?: string
  readonly place: Place
  /** The other places that belong to the mistake. */
  readonly notes: readonly Note[]
}

export interface Note {
  readonly message: string
  readonly place: Place
}

/** Takes diagnostics as they are found; a stage that returns nothing has already reported. */
export type Report = (diagnostic: Diagnostic) => void

/** Makes the diagnostic `code` with its message filled in. */
export function diagnose<Code extends MessageCode>(
  code: Code,
  values: MessageArguments<Code>,
  place: Place,
  notes: readonly Note[] = [],
): Diagnostic {
  const message = messages[code]
  const write = message.write as (values: MessageArguments<Code>) => {
    message: string
    help?: string | undefined
  }
  const { message: text, help } = write(values)
  return {
    code,
    severity: message.severity,
    message: hideSecrets(text),
    ...(help === undefined ? {} : { help: hideSecrets(help) }),
    place,
    notes,
  }
}

export function isError({ severity }: Diagnostic): boolean {
  return severity === 'error'
}

/** Sorts by file, line and column; among equals, errors first. The order depends on nothing but what is said. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    compare(a.place.file, b.place.file) ||
    a.place.line - b.place.line ||
    a.place.column - b.place.column ||
    compare(a.severity, b.severity) ||
    compare(a.code, b.code) ||
    compare(a.message, b.message) ||
    compare(JSON.stringify(a.notes), JSON.stringify(b.notes))
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

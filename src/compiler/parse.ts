/** Reads the YAML of a definition file. */
import {
  EVENT_ID,
  YAMLException,
  constructFromEvents,
  getScalarValue,
  parseEvents,
  type Event,
} from 'js-yaml'
import { diagnose, type Report } from '../diagnostics/diagnostic.ts'
import { secretsIn } from '../diagnostics/hide.ts'
import { placeAt } from '../diagnostics/lines.ts'
import { startOf } from '../diagnostics/place.ts'
import { withhold } from '../diagnostics/withhold.ts'
import { duplicateKeys } from './duplicateKeys.ts'
import { guessAt } from './syntax/guessAt.ts'
import { MAX_DEPTH, YAML_SCHEMA } from './yamlSchema.ts'

const MAX_ALIASES = 100
const MAX_VALUES = 200_000

/**
 * The documents of a file as plain values; nothing when there is no value to go on with. After a key that stands
 * twice the last one is taken, so that the other mistakes of the file are found too.
 */
export function parse(file: string, text: string, report: Report): readonly unknown[] | undefined {
  const events = attempt(file, text, report, () => parseEvents(text, { filename: file, maxDepth: MAX_DEPTH }))
  if (events === undefined || halves(file, text, events, report)) return undefined
  const documents = construct(file, text, events, report)
  if (documents === undefined || !events.some((event) => event.type === EVENT_ID.ALIAS)) return documents
  const problem = measure(documents)
  if (problem === undefined) return documents
  report(diagnose(problem, { limit: MAX_VALUES }, startOf(file)))
  return undefined
}

/** Half of a surrogate pair, which only an escape can write, is no text: neither Traefik nor a URL could carry it. */
function halves(file: string, text: string, events: readonly Event[], report: Report): boolean {
  if (!/\\u\s*d[89a-f]|\\U0000d[89a-f]/i.test(text)) return false
  let found = false
  for (const event of events) {
    if (event.type !== EVENT_ID.SCALAR || getScalarValue(text, event).isWellFormed()) continue
    found = true
    report(diagnose('half-character', undefined, placeAt(file, text, event.valueStart)))
  }
  return found
}

function construct(
  file: string,
  text: string,
  events: Event[],
  report: Report,
): readonly unknown[] | undefined {
  const options = { source: text, schema: YAML_SCHEMA, filename: file, maxAliases: MAX_ALIASES }
  try {
    return constructFromEvents(events, options)
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const doubles = duplicateKeys(file, text, events)
    for (const double of doubles) report(double)
    if (doubles.length === 0) {
      reportSyntax(file, text, error, report)
      return undefined
    }
    return attempt(file, text, report, () => constructFromEvents(events, { ...options, json: true }))
  }
}

function attempt<T>(file: string, text: string, report: Report, read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    reportSyntax(file, text, error, report)
    return undefined
  }
}

function reportSyntax(file: string, text: string, error: YAMLException, report: Report): void {
  const offset = Math.min(error.mark?.position ?? 0, text.length)
  const limit = limitOf(error.reason)
  const guess = limit === undefined ? guessAt(text, offset, error.reason) : undefined
  const diagnostic = diagnose(
    'yaml-syntax',
    { reason: limit ?? guess?.reason ?? error.reason, help: guess?.help },
    placeAt(file, text, guess?.start ?? offset, guess?.length),
  )
  // What to write is shown with the words of the line itself, and they may be a password.
  report(withhold(diagnostic, secretsIn(text.split(/\r\n|[\r\n]/), diagnostic.place.line - 1)))
}

/** js-yaml names its own options; a person knows only the file. */
function limitOf(reason: string): string | undefined {
  if (reason.startsWith('nesting exceeded')) return `it is nested deeper than ${MAX_DEPTH} levels`
  return reason.startsWith('aliases exceeded') ? `it has more than ${MAX_ALIASES} aliases` : undefined
}

/** Aliases make a graph of what looks like a tree: too large to walk, or without an end. */
function measure(documents: readonly unknown[]): 'alias-cycle' | 'too-many-values' | undefined {
  const above = new Set<unknown>()
  let values = 0
  const walk = (value: unknown): 'alias-cycle' | 'too-many-values' | undefined => {
    if (++values > MAX_VALUES) return 'too-many-values'
    if (typeof value !== 'object' || value === null) return undefined
    if (above.has(value)) return 'alias-cycle'
    above.add(value)
    for (const part of Object.values(value)) {
      const problem = walk(part)
      if (problem !== undefined) return problem
    }
    above.delete(value)
    return undefined
  }
  return walk(documents)
}

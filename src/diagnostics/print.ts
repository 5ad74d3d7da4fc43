/** Prints diagnostics for people: the sentence, a frame of the source with the place underlined, and what to do. */
import type { Diagnostic } from './diagnostic.ts'
import { hideSecretsIn } from './hide.ts'
import type { Place } from './place.ts'
import { createStyle, type Style } from './style.ts'
import { visible } from './visible.ts'

/** The text of a definition file, if it is known. */
export type SourceOf = (file: string) => string | undefined

export interface PrintOptions {
  readonly color: boolean
}

const BEFORE = 2
const AFTER = 1
const WIDTH = 110

/** Ends with a line break. */
export function printDiagnostic(diagnostic: Diagnostic, sourceOf: SourceOf, { color }: PrintOptions): string {
  const style = createStyle(color)
  const paint = diagnostic.severity === 'error' ? style.red : style.yellow
  const lines = [
    `${paint(`${diagnostic.severity}[${diagnostic.code}]`)}${style.bold(`: ${visible(diagnostic.message)}`)}`,
    ...frame(diagnostic.place, sourceOf(diagnostic.place.file), paint, style),
  ]
  for (const note of diagnostic.notes) {
    lines.push(
      `${style.blue('note')}: ${visible(note.message)}`,
      ...frame(note.place, sourceOf(note.place.file), style.blue, style),
    )
  }
  if (diagnostic.help !== undefined) lines.push(`${style.green('help')}: ${visible(diagnostic.help)}`)
  return `${lines.join('\n')}\n`
}

/** `2 errors and 1 warning in 2 files` */
export function printSummary(diagnostics: readonly Diagnostic[]): string {
  const counted = (severity: Diagnostic['severity']) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`]
  }
  const files = new Set(diagnostics.map((diagnostic) => diagnostic.place.file)).size
  const found = [...counted('error'), ...counted('warning')].join(' and ')
  return found === '' ? 'No mistakes' : `${found} in ${files} file${files === 1 ? '' : 's'}`
}

function frame(
  place: Place,
  source: string | undefined,
  paint: (text: string) => string,
  style: Style,
): string[] {
  const lines = source === undefined ? [] : withoutKeys(source).split(/\r\n|[\r\n]/)
  const first = Math.max(1, place.line - BEFORE)
  // What ends the last line begins no other one.
  const count = lines.length - (lines.at(-1) === '' && place.line < lines.length ? 1 : 0)
  const last = Math.min(count, place.line + AFTER)
  const gutter = String(Math.max(last, place.line)).length
  const head = `${' '.repeat(gutter)}${style.blue('-->')} ${visible(place.file)}:${place.line}:${place.column}`
  const body: string[] = []
  for (let number = first; number <= last; number++) {
    const text = hideSecretsIn(lines, number - 1)
    const shown = cut(text, number === place.line ? place.column : 1)
    body.push(`${style.blue(`${String(number).padStart(gutter)} |`)} ${shown.text}`.trimEnd())
    if (number === place.line) {
      const before = ' '.repeat(columns(text.slice(shown.from, place.column - 1)) + (shown.from > 0 ? 1 : 0))
      const marked = text.slice(place.column - 1, place.column - 1 + place.length)
      body.push(
        `${' '.repeat(gutter)} ${style.blue('|')} ${before}${paint('^'.repeat(Math.max(1, Math.min(columns(marked), WIDTH))))}`,
      )
    }
  }
  return [head, ...body]
}

/** A key in a frame would end up in logs and bug reports. Lines and columns stay. */
function withoutKeys(source: string): string {
  if (!source.includes('PRIVATE KEY')) return source
  return source.replace(
    /(-----BEGIN [A-Z ]*PRIVATE KEY-----)([^-]*)/g,
    (_all, begin: string, key: string) => begin + key.replace(/\S/g, '·'),
  )
}

/** A long line is shown from somewhat before the place. */
function cut(line: string, column: number): { text: string; from: number } {
  if (columns(line) <= WIDTH) return { text: visible(line), from: 0 }
  const from = column < WIDTH - 20 ? 0 : column - 40
  const part = line.slice(from, from + WIDTH - 2)
  return {
    text: `${from > 0 ? '…' : ''}${visible(part)}${from + part.length < line.length ? '…' : ''}`,
    from,
  }
}

/** How many columns of a terminal the text takes. */
function columns(text: string): number {
  let count = 0
  for (const character of text)
    count += character === '\t' || WIDE.test(character) ? 2 : /\p{M}/u.test(character) ? 0 : 1
  return count
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u

/** What a guess at a mistake in YAML is made from, and what it says. */

/** Where YAML gave up. */
export interface Breakdown {
  readonly text: string
  readonly offset: number
  /** In the words of js-yaml. */
  readonly reason: string
  readonly line: Line
  /** The last line before it that says something. */
  readonly above: Line | undefined
}

/** What the person did, at the word that has to change. */
export interface Guess {
  /** Ends the sentence "This is not YAML: …". */
  readonly reason: string
  readonly help?: string | undefined
  readonly start: number
  readonly length: number
}

export interface Line {
  readonly start: number
  readonly text: string
  /** Blanks before the first word. */
  readonly indent: number
}

export function breakdownAt(text: string, offset: number, reason: string): Breakdown {
  const lines = linesOf(text.slice(0, endOfLine(text, offset)))
  const line = lines.pop() ?? lineAt(0, '')
  return { text, offset, reason, line, above: lines.findLast(saysSomething) }
}

/** The lines above that hold something, the nearest first. */
export function linesAbove({ text, line }: Breakdown): readonly Line[] {
  return linesOf(text.slice(0, line.start)).filter(saysSomething).toReversed()
}

/** Its first word, to be pointed at. */
export function wordsOf(line: Line): { start: number; length: number } {
  const words = line.text.trim()
  return { start: line.start + line.text.indexOf(words), length: words.length }
}

function saysSomething({ text }: Line): boolean {
  return !/^\s*(#|$)/.test(text)
}

export function linesOf(text: string): Line[] {
  const lines: Line[] = []
  for (const { 0: written, index } of text.matchAll(/[^\r\n]*(?:\r\n|[\r\n]|$)/g))
    if (written !== '' || index === 0 || /[\r\n]$/.test(text))
      lines.push(lineAt(index, written.replace(/[\r\n]+$/, '')))
  return lines
}

function lineAt(start: number, text: string): Line {
  return { start, text, indent: text.length - text.trimStart().length }
}

function endOfLine(text: string, offset: number): number {
  const rest = /[\r\n]|$/.exec(text.slice(offset))
  return offset + (rest?.index ?? 0)
}

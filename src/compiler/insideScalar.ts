/** Finds a character of a scalar's value in the YAML text: through quotes, escapes, folded lines and indentation. */

export interface ScalarSource {
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded'
  /** The value in the text, without its quotes. */
  readonly start: number
  readonly end: number
  /** Blanks before each line of a block scalar. */
  readonly indent: number
}

/** Offset in `text` of the value's character `offset`, which is in UTF-16 units. */
export function insideScalar(text: string, scalar: ScalarSource, offset: number): number {
  const { style, end } = scalar
  const block = style === 'literal' || style === 'folded'
  let at = block ? afterBlanks(text, scalar.start, scalar.indent) : scalar.start
  let left = offset
  while (at < end) {
    const step = stepAt(text, at, scalar)
    if (left < step.becomes) return at
    left -= step.becomes
    at += step.takes
  }
  return Math.min(at, end)
}

/** How many characters of the text, from `at`, make how many of the value. */
function stepAt(
  text: string,
  at: number,
  { style, indent }: ScalarSource,
): { takes: number; becomes: number } {
  const character = text[at]
  if (style === 'literal' || style === 'folded') {
    if (character !== '\n' && character !== '\r') return { takes: 1, becomes: 1 }
    const line = text.startsWith('\r\n', at) ? 2 : 1
    if (style === 'literal') return { takes: afterBlanks(text, at + line, indent) - at, becomes: 1 }
    const breaks = match(/(?:[ \t]*(?:\r\n|\n|\r))+/y, text, at)
    return { takes: afterBlanks(text, at + breaks.length, indent) - at, becomes: folded(breaks) }
  }
  if (style === 'double' && character === '\\') {
    const joined = match(/\\[ \t]*(?:\r\n|\n|\r)[ \t]*/y, text, at)
    if (joined !== '') return { takes: joined.length, becomes: 0 }
    const wide = match(/\\U[0-9a-fA-F]{8}/y, text, at)
    const escape = wide || match(/\\(?:x..|u....|.)/sy, text, at)
    return { takes: Math.max(1, escape.length), becomes: /^\\U000[1-9a-fA-F]|^\\U0010/.test(wide) ? 2 : 1 }
  }
  if (style === 'single' && text.startsWith("''", at)) return { takes: 2, becomes: 1 }
  const fold = match(/[ \t]*(?:(?:\r\n|\n|\r)[ \t]*)+/y, text, at)
  return fold === '' ? { takes: 1, becomes: 1 } : { takes: fold.length, becomes: folded(fold) }
}

/** One line break becomes a blank; of several, all but the first stay. */
function folded(breaks: string): number {
  return Math.max(1, breaks.split(/\r\n|\n|\r/).length - 2)
}

function afterBlanks(text: string, at: number, most: number): number {
  let end = at
  while (end < at + most && text[end] === ' ') end++
  return end
}

/** What `pattern`, which is sticky, finds exactly there; empty when nothing. */
function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

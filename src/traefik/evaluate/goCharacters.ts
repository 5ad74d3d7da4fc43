/** Characters and classes of Go's regular expressions, written as JavaScript reads them with the flag `u`. */

export interface Piece {
  readonly source: string
  /** How many characters of the pattern it takes. */
  readonly length: number
}

/** `[a-z\d[:alpha:]]`, which begins at `at`. */
export function charClass(pattern: string, at: number): Piece {
  let end = at + 1
  let source = '['
  if (pattern[end] === '^') {
    source += '^'
    end++
  }
  for (let first = true; first || pattern[end] !== ']'; first = false) {
    const named = /^\[:(\^?)([a-z]+):\]/.exec(pattern.slice(end, end + 16))
    if (named !== null) {
      source += (named[1] === '^' ? OUTSIDE_POSIX : POSIX)[named[2] ?? ''] ?? ''
      end += named[0].length
      continue
    }
    const member = memberAt(pattern, end)
    source += member.source
    end += member.length
    if (pattern[end] === '-' && pattern[end + 1] !== ']') {
      const to = memberAt(pattern, end + 1)
      source += `-${to.source}`
      end += 1 + to.length
    }
  }
  return { source: `${source}]`, length: end + 1 - at }
}

/** `\d`, `\x41`, `\Q…\E`, `\pL`: outside of a class. */
export function escapeSequence(pattern: string, at: number): Piece {
  const letter = pattern[at + 1] ?? ''
  if (letter === 'Q') {
    const end = pattern.indexOf('\\E', at)
    const quoted = pattern.slice(at + 2, end < 0 ? undefined : end)
    const source = Array.from(quoted, literal).join('')
    return { source: source === '' ? '(?:)' : source, length: (end < 0 ? pattern.length : end + 2) - at }
  }
  const perl = PERL[letter]
  if (perl !== undefined) return { source: `[${perl}]`, length: 2 }
  const assertion = { A: '(?<![\\s\\S])', z: '(?![\\s\\S])', b: '(?:\\b)', B: '(?:\\B)' }[letter]
  if (assertion !== undefined) return { source: assertion, length: 2 }
  const { source, length } = memberEscape(pattern, at)
  return { source: /^\\[pP]/.test(source) || source.startsWith('\\u') ? source : `[${source}]`, length }
}

export function literal(character: string): string {
  return /[\w\s]/.test(character) && character < '\x7f' && character > ' '
    ? character
    : point(character.codePointAt(0) ?? 0)
}

function memberAt(pattern: string, at: number): Piece {
  if (pattern[at] === '\\') return memberEscape(pattern, at)
  const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0)
  return { source: literal(character), length: character.length }
}

function memberEscape(pattern: string, at: number): Piece {
  const rest = pattern.slice(at + 1)
  const letter = rest[0] ?? ''
  const perl = PERL[letter]
  if (perl !== undefined) return { source: perl, length: 2 }
  const unicode = /^([pP])(?:([A-Z])|\{(\^?)(\w+)\})/.exec(rest)
  if (unicode !== null) {
    const name = unicode[2] ?? unicode[4] ?? ''
    const isNegative = (unicode[1] === 'P') !== (unicode[3] === '^')
    const length = 1 + unicode[0].length
    if (name === 'Any') return { source: isNegative ? '\\P{Any}' : '\\p{Any}', length }
    const property = name.length <= 2 ? name : `Script=${name}`
    return { source: `\\${isNegative ? 'P' : 'p'}{${property}}`, length }
  }
  const hex = /^x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]+)\})/.exec(rest)
  if (hex !== null)
    return { source: point(Number.parseInt(hex[1] ?? hex[2] ?? '', 16)), length: 1 + hex[0].length }
  const octal = /^0[0-7]{0,2}|^[1-7][0-7]{1,2}/.exec(rest)
  if (octal !== null) return { source: point(Number.parseInt(octal[0], 8)), length: 1 + octal[0].length }
  return { source: point(CONTROLS[letter] ?? letter.charCodeAt(0)), length: 2 }
}

function point(code: number): string {
  return `\\u{${code.toString(16)}}`
}

const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 }

/** Members of a class. Go's `\s` is without the vertical tab and knows ASCII only. */
const PERL: Readonly<Record<string, string>> = {
  d: '0-9',
  w: '0-9A-Za-z_',
  s: '\\t\\n\\f\\r\\u{20}',
  D: '\\0-\\u{2f}\\u{3a}-\\u{10ffff}',
  W: '\\0-\\u{2f}\\u{3a}-\\u{40}\\u{5b}-\\u{5e}\\u{60}\\u{7b}-\\u{10ffff}',
  S: '\\0-\\u{8}\\u{b}\\u{e}-\\u{1f}\\u{21}-\\u{10ffff}',
}

const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\0-\\u{7f}',
  blank: '\\t\\u{20}',
  cntrl: '\\0-\\u{1f}\\u{7f}',
  digit: '0-9',
  graph: '\\u{21}-\\u{7e}',
  lower: 'a-z',
  print: '\\u{20}-\\u{7e}',
  punct: '\\u{21}-\\u{2f}\\u{3a}-\\u{40}\\u{5b}-\\u{60}\\u{7b}-\\u{7e}',
  space: '\\t-\\r\\u{20}',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
}

/** The same with `^`. */
const OUTSIDE_POSIX: Readonly<Record<string, string>> = {
  alnum: '\\0-\\u{2f}\\u{3a}-\\u{40}\\u{5b}-\\u{60}\\u{7b}-\\u{10ffff}',
  alpha: '\\0-\\u{40}\\u{5b}-\\u{60}\\u{7b}-\\u{10ffff}',
  ascii: '\\u{80}-\\u{10ffff}',
  blank: '\\0-\\u{8}\\u{a}-\\u{1f}\\u{21}-\\u{10ffff}',
  cntrl: '\\u{20}-\\u{7e}\\u{80}-\\u{10ffff}',
  digit: '\\0-\\u{2f}\\u{3a}-\\u{10ffff}',
  graph: '\\0-\\u{20}\\u{7f}-\\u{10ffff}',
  lower: '\\0-\\u{60}\\u{7b}-\\u{10ffff}',
  print: '\\0-\\u{1f}\\u{7f}-\\u{10ffff}',
  punct: '\\0-\\u{20}\\u{30}-\\u{39}\\u{41}-\\u{5a}\\u{61}-\\u{7a}\\u{7f}-\\u{10ffff}',
  space: '\\0-\\u{8}\\u{e}-\\u{1f}\\u{21}-\\u{10ffff}',
  upper: '\\0-\\u{40}\\u{5b}-\\u{10ffff}',
  word: '\\0-\\u{2f}\\u{3a}-\\u{40}\\u{5b}-\\u{5e}\\u{60}\\u{7b}-\\u{10ffff}',
  xdigit: '\\0-\\u{2f}\\u{3a}-\\u{40}\\u{47}-\\u{60}\\u{67}-\\u{10ffff}',
}

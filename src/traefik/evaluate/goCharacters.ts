/** Characters and classes of Go's regular expressions: which characters each of them takes. */

/** Whether a character, as its code point, is one of them. */
export type Takes = (point: number) => boolean

export interface Piece {
  readonly takes: Takes
  /** How many characters of the pattern it is. */
  readonly length: number
}

/** `[a-z\d[:alpha:]]`, which begins at `at`. */
export function charClass(pattern: string, at: number, caseless: boolean): Piece {
  const members: Member[] = []
  let end = at + 1
  const isNegated = pattern[end] === '^'
  if (isNegated) end++
  for (let first = true; first || pattern[end] !== ']'; first = false) {
    const named = /^\[:(\^?)([a-z]+):\]/.exec(pattern.slice(end, end + 16))
    if (named !== null) {
      members.push({ source: POSIX[named[2] ?? ''] ?? '', isNegated: named[1] === '^' })
      end += named[0].length
      continue
    }
    const { length, ...member } = memberAt(pattern, end)
    end += length
    if (pattern[end] === '-' && pattern[end + 1] !== ']') {
      const to = memberAt(pattern, end + 1)
      members.push({ source: `${member.source}-${to.source}`, isNegated: false })
      end += 1 + to.length
    } else members.push(member)
  }
  return { takes: anyOf(members, isNegated, caseless), length: end + 1 - at }
}

/** `\d`, `\x41`, `\pL`: outside of a class. */
export function escapeSequence(pattern: string, at: number, caseless: boolean): Piece {
  const { length, ...member } = memberEscape(pattern, at)
  return { takes: anyOf([member], false, caseless), length }
}

export function literal(character: string, caseless: boolean): Takes {
  const code = character.codePointAt(0) ?? 0
  return caseless
    ? anyOf([{ source: point(code), isNegated: false }], false, true)
    : (other) => other === code
}

interface Member {
  /** As it stands in a class of JavaScript with the flag `u`. */
  readonly source: string
  /** All others: what ignores the case does so before, as in Go, where JavaScript would do it after. */
  readonly isNegated: boolean
}

function anyOf(members: readonly Member[], isNegated: boolean, caseless: boolean): Takes {
  const flags = caseless ? 'iu' : 'u'
  const plain = members.filter((member) => !member.isNegated).map(({ source }) => source)
  const positive = new RegExp(`[${plain.join('')}]`, flags)
  const negative = members
    .filter((member) => member.isNegated)
    .map(({ source }) => new RegExp(`[${source}]`, flags))
  return (code) => {
    const character = String.fromCodePoint(code)
    return (positive.test(character) || negative.some((none) => !none.test(character))) !== isNegated
  }
}

function memberAt(pattern: string, at: number): Member & { readonly length: number } {
  if (pattern[at] === '\\') return memberEscape(pattern, at)
  const code = pattern.codePointAt(at) ?? 0
  return { source: point(code), isNegated: false, length: String.fromCodePoint(code).length }
}

function memberEscape(pattern: string, at: number): Member & { readonly length: number } {
  const rest = pattern.slice(at + 1)
  const letter = rest[0] ?? ''
  const perl = PERL[letter.toLowerCase()]
  if (perl !== undefined) return { source: perl, isNegated: /[A-Z]/.test(letter), length: 2 }
  const unicode = /^([pP])(?:([A-Z])|\{(\^?)(\w+)\})/.exec(rest)
  if (unicode !== null) {
    const name = unicode[2] ?? unicode[4] ?? ''
    const property = name === 'Any' || name.length <= 2 ? name : `Script=${name}`
    const isNegated = (unicode[1] === 'P') !== (unicode[3] === '^')
    return { source: `\\p{${property}}`, isNegated, length: 1 + unicode[0].length }
  }
  const hex = /^x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]+)\})/.exec(rest)
  const octal = /^0[0-7]{0,2}|^[1-7][0-7]{1,2}/.exec(rest)
  const code =
    hex !== null
      ? Number.parseInt(hex[1] ?? hex[2] ?? '', 16)
      : octal !== null
        ? Number.parseInt(octal[0], 8)
        : (CONTROLS[letter] ?? letter.charCodeAt(0))
  return { source: point(code), isNegated: false, length: 1 + ((hex ?? octal)?.[0].length ?? 1) }
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

/** Checks a regular expression as Go's `regexp/syntax` reads it: RE2, without lookaround and backreferences. */
export interface RegexMistake {
  /** Of the first wrong character, in UTF-16 units. */
  readonly offset: number
  /** A sentence in English without a final dot. */
  readonly problem: string
}

/** Go's limits: a counted repeat is at most 1000, also when nested ones are multiplied; groups nest at most 1000 deep. */
const MOST = 1000

export function checkRe2(pattern: string): RegexMistake | undefined {
  let at = 0
  try {
    alternatives(0)
    if (at < pattern.length) fail(at, 'there is a `)` without a `(`')
    return undefined
  } catch (error) {
    if (error instanceof Stop) return { offset: error.offset, problem: error.message }
    throw error
  }

  /** @returns the greatest product of counted repeats in it */
  function alternatives(depth: number): number {
    if (depth > MOST) fail(at, 'its groups are nested too deeply')
    let most = 1
    while (at < pattern.length && pattern[at] !== ')') {
      if (pattern[at] === '|') at++
      else most = Math.max(most, repeated(depth))
    }
    return most
  }

  function repeated(depth: number): number {
    const start = at
    let most = atom(depth)
    let quantified = false
    for (;;) {
      const quantifier = /^(?:[*+?]|\{(\d+)(?:,(\d*))?\})/.exec(pattern.slice(at, at + 24))
      if (quantifier === null) return most
      if (quantified) fail(at, `\`${quantifier[0]}\` repeats what is repeated already`)
      const [whole, low, high] = quantifier
      at += whole.length
      if (pattern[at] === '?') at++
      quantified = true
      if (low === undefined) continue
      if (Number(low) > MOST || Number(high ?? 0) > MOST) fail(start, `it repeats more than ${MOST} times`)
      if (high !== undefined && high !== '' && Number(high) < Number(low))
        fail(start, `\`${whole.trim()}\` ends before it begins`)
      most *= Math.max(1, Number(high === undefined || high === '' ? low : high))
      if (most > MOST) fail(start, `its repeats multiply to more than ${MOST}`)
    }
  }

  function atom(depth: number): number {
    const start = at
    const character = pattern[at] ?? ''
    if ('*+?'.includes(character)) fail(at, `there is nothing before \`${character}\` to repeat`)
    if (character === '(') return group(depth)
    if (character === '[') characterClass()
    else if (character === '\\') escape(false)
    else {
      if (/^\{\d+(,\d*)?\}/.test(pattern.slice(at, at + 24))) fail(at, 'there is nothing before the repeat')
      at += String.fromCodePoint(pattern.codePointAt(start) ?? 0).length
    }
    return 1
  }

  function group(depth: number): number {
    const start = at
    at++
    if (pattern[at] === '?') {
      const rest = pattern.slice(at)
      const look = /^\?(<?[=!])/.exec(rest)
      if (look !== null)
        fail(
          start,
          `\`(${look[0]}\` looks ${look[1]?.startsWith('<') === true ? 'behind' : 'ahead'}, which RE2 cannot`,
        )
      if (rest.startsWith('?>')) fail(start, '`(?>` is an atomic group, which RE2 does not have')
      const name = /^\?P?<([^>]*)>/.exec(rest)
      const flags = /^\?([imsU]*(?:-[imsU]+)?)([:)])/.exec(rest)
      if (name !== null) {
        if (!/^\w+$/.test(name[1] ?? '')) fail(start, 'the name of a group has only letters, digits and `_`')
        at += name[0].length
      } else if (flags !== null && !(flags[1] === '' && flags[2] === ')')) {
        at += flags[0].length
        if (flags[2] === ')') return 1
      } else fail(start, `\`(${rest.slice(0, 3)}\` begins no group that RE2 has`)
    }
    const most = alternatives(depth + 1)
    if (pattern[at] !== ')') fail(start, 'the `)` of a group is missing')
    at++
    return most
  }

  function characterClass(): void {
    const start = at
    at++
    if (pattern[at] === '^') at++
    for (let first = true; first || pattern[at] !== ']'; first = false) {
      if (at >= pattern.length) fail(start, 'the `]` of a character class is missing')
      const named = /^\[:(\^?)([a-z]+):\]/.exec(pattern.slice(at, at + 16))
      if (named !== null) {
        if (!POSIX.has(named[2] ?? '')) fail(at, `\`${named[0]}\` is no class`)
        at += named[0].length
        continue
      }
      const from = member(start)
      if (from !== undefined && pattern[at] === '-' && pattern[at + 1] !== ']' && at + 1 < pattern.length) {
        const range = at
        at++
        const to = member(start)
        if (to === undefined || to < from) fail(range, 'a range of characters ends before it begins')
      }
    }
    at++
  }

  /** @returns the code point, or nothing for a class such as `\d` */
  function member(start: number): number | undefined {
    if (at >= pattern.length) fail(start, 'the `]` of a character class is missing')
    if (pattern[at] === '\\') return escape(true)
    const point = pattern.codePointAt(at) ?? 0
    at += String.fromCodePoint(point).length
    return point
  }

  function escape(inClass: boolean): number | undefined {
    const start = at
    at++
    const character = pattern[at] ?? ''
    if (character === '') fail(start, 'it ends in a backslash')
    if (character === 'Q' && !inClass) {
      const end = pattern.indexOf('\\E', at)
      at = end < 0 ? pattern.length : end + 2
      return undefined
    }
    const unicode = /^[pP](?:([A-Z])|\{\^?([A-Za-z_]+)\})/.exec(pattern.slice(at))
    if (unicode !== null) {
      if (!isUnicodeClass(unicode[1] ?? unicode[2] ?? ''))
        fail(start, `\`\\${unicode[0]}\` is no class of Unicode`)
      at += unicode[0].length
      return undefined
    }
    const hex = /^x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]{1,8})\})/.exec(pattern.slice(at))
    const octal = /^0[0-7]{0,2}|^[1-7][0-7]{1,2}/.exec(pattern.slice(at))
    if (hex !== null || octal !== null) {
      const point =
        hex === null ? Number.parseInt(octal?.[0] ?? '', 8) : Number.parseInt(hex[1] ?? hex[2] ?? '', 16)
      if (point > 0x10ffff) fail(start, 'there is no such character')
      at += (hex ?? octal)?.[0].length ?? 0
      return point
    }
    at++
    if (/[1-9]/.test(character)) fail(start, `\`\\${character}\` refers back to a group, which RE2 cannot`)
    if (/[dswDSW]/.test(character)) return undefined
    if (!inClass && /[AzbBCE]/.test(character))
      return character === 'E' || character === 'C'
        ? fail(start, `\`\\${character}\` is no escape that RE2 has`)
        : undefined
    if (/[afnrtv]/.test(character)) return CONTROLS[character]
    if (/[!-/:-@[-`{-~]/.test(character)) return character.charCodeAt(0)
    return fail(start, `\`\\${character}\` is no escape that RE2 has`)
  }

  function fail(offset: number, problem: string): never {
    throw new Stop(offset, problem)
  }
}

const POSIX: ReadonlySet<string> = new Set([
  'alnum',
  'alpha',
  'ascii',
  'blank',
  'cntrl',
  'digit',
  'graph',
  'lower',
  'print',
  'punct',
  'space',
  'upper',
  'word',
  'xdigit',
])
const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 }

/** Go knows general categories and scripts by the same names as JavaScript, and `Any`. */
function isUnicodeClass(name: string): boolean {
  if (name === 'Any') return true
  return [`\\p{${name}}`, `\\p{Script=${name}}`].some((source) => {
    try {
      return new RegExp(source, 'u').test('') || true
    } catch {
      return false // Not a class: the constructor has no other way to say it.
    }
  })
}

/** Leaves the recursive descent at the first mistake. */
class Stop extends Error {
  readonly offset: number
  constructor(offset: number, problem: string) {
    super(problem)
    this.offset = offset
  }
}

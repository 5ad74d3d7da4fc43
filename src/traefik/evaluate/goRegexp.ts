/** Go's regular expressions as JavaScript's: what means something else there is written out, what cannot be is said. */
import { checkRe2 } from '../re2.ts'
import { charClass, escapeSequence, literal } from './goCharacters.ts'

export type GoRegexp =
  | { readonly regexp: RegExp; readonly groups: readonly (string | undefined)[] }
  | { readonly unsupported: string }

interface Flags {
  readonly dotAll: boolean
  readonly multiline: boolean
  readonly swapped: boolean
}

/** `groups`: the name of each group, from the first on. */
export function goRegexp(pattern: string): GoRegexp {
  const known = translated.get(pattern)
  if (known !== undefined) return known
  const result = translate(pattern)
  translated.set(pattern, result)
  return result
}

/** Rules are evaluated again and again; there are as many patterns as the configuration holds. */
const translated = new Map<string, GoRegexp>()

function translate(pattern: string): GoRegexp {
  const wrong = checkRe2(pattern)
  if (wrong !== undefined) return { unsupported: `it is not a regular expression: ${wrong.problem}` }
  // JavaScript of Node 20 ignores the case of the whole pattern or of nothing.
  const caseless = /^\(\?[msU]*i[imsU]*\)/.test(pattern)
  const groups: (string | undefined)[] = []
  let at = 0
  try {
    const source = alternatives({ dotAll: false, multiline: false, swapped: false })
    return { regexp: new RegExp(source, caseless ? 'iu' : 'u'), groups }
  } catch (error) {
    if (error instanceof Unsupported) return { unsupported: error.message }
    if (error instanceof SyntaxError) return { unsupported: 'JavaScript has no such regular expression' }
    throw error
  }

  function alternatives(outer: Flags): string {
    let flags = outer
    let source = ''
    while (at < pattern.length && pattern[at] !== ')') {
      const set = /^\(\?([imsU]*)(?:-([imsU]+))?\)/.exec(pattern.slice(at, at + 16))
      if (set !== null) {
        flags = changed(flags, set[1] ?? '', set[2] ?? '', at === 0)
        at += set[0].length
      } else if (pattern[at] === '|') {
        source += '|'
        at++
      } else source += repeated(flags)
    }
    return source
  }

  function repeated(flags: Flags): string {
    const piece = atom(flags)
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(pattern.slice(at, at + 16))?.[0]
    if (quantifier === undefined) return piece
    at += quantifier.length
    const lazy = pattern[at] === '?'
    if (lazy) at++
    return `${piece}${quantifier}${lazy === flags.swapped ? '' : '?'}`
  }

  function atom(flags: Flags): string {
    const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0)
    if (character === '(') return group(flags)
    if (character === '[') {
      const { source, length } = charClass(pattern, at)
      at += length
      return source
    }
    if (character === '\\') {
      const { source, length } = escapeSequence(pattern, at)
      at += length
      return source
    }
    at += character.length
    if (character === '.') return flags.dotAll ? '[\\s\\S]' : '[^\\n]'
    if (character === '^') return flags.multiline ? '(?:^|(?<=\\n))' : '(?:^)'
    if (character === '$') return flags.multiline ? '(?:$|(?=\\n))' : '(?:$)'
    return literal(character)
  }

  function group(flags: Flags): string {
    const [head = '(', name, on, off] =
      /^\((?:\?P?<(\w+)>|\?([imsU]*)(?:-([imsU]+))?:)?/.exec(pattern.slice(at)) ?? []
    at += head.length
    const captures = on === undefined
    if (captures) groups.push(name)
    const inner = alternatives(captures ? flags : changed(flags, on, off ?? '', false))
    at++
    return `(${captures ? '' : '?:'}${inner})`
  }

  function changed(flags: Flags, on: string, off: string, first: boolean): Flags {
    if (off.includes('i') ? caseless : on.includes('i') && !caseless && !first)
      throw new Unsupported('it ignores the case of only a part of the text')
    return {
      dotAll: (flags.dotAll || on.includes('s')) && !off.includes('s'),
      multiline: (flags.multiline || on.includes('m')) && !off.includes('m'),
      swapped: (flags.swapped || on.includes('U')) && !off.includes('U'),
    }
  }
}

/** `regexp.ReplaceAllString`: `$1`, `${1}`, `${name}`; `$1x` is the group named `1x`, which is empty when there is none. */
export function replaceAll(
  { regexp, groups }: Extract<GoRegexp, { regexp: RegExp }>,
  text: string,
  template: string,
): string {
  return text.replace(new RegExp(regexp.source, `${regexp.flags}g`), (...found: unknown[]) => {
    const captured = (name: string): string => {
      const index = /^\d+$/.test(name) ? Number(name) : groups.indexOf(name) + 1
      const value =
        index === 0 && name !== '0' ? undefined : index <= groups.length ? found[index] : undefined
      return typeof value === 'string' ? value : ''
    }
    return template.replace(
      /\$(?:\$|\{(\w+)\}|([\p{L}\p{Nd}_]+))/gu,
      (whole, braced?: string, bare?: string) => (whole === '$$' ? '$' : captured(braced ?? bare ?? '')),
    )
  })
}

class Unsupported extends Error {}

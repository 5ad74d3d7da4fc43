/** Go's regular expressions as a tree: what `checkRe2` has found good is read here. */
import { charClass, escapeSequence, literal, type Takes } from './goCharacters.ts'

export type Node =
  | { readonly kind: 'one'; readonly takes: Takes }
  /** A place between two characters. */
  | { readonly kind: 'at'; readonly place: Place }
  /** `index` counts from 1. */
  | { readonly kind: 'group'; readonly index: number; readonly inner: Node }
  | { readonly kind: 'all'; readonly parts: readonly Node[] }
  /** The first that leads on is taken. */
  | { readonly kind: 'any'; readonly options: readonly Node[] }
  | {
      readonly kind: 'repeat'
      readonly inner: Node
      readonly least: number
      readonly most: number
      readonly lazy: boolean
    }

export type Place = 'start' | 'end' | 'line start' | 'line end' | 'word edge' | 'no word edge'

export interface Syntax {
  readonly tree: Node
  /** The name of each group, from the first on. */
  readonly groups: readonly (string | undefined)[]
}

interface Flags {
  readonly caseless: boolean
  readonly dotAll: boolean
  readonly multiline: boolean
  readonly swapped: boolean
}

export function readGoSyntax(pattern: string): Syntax {
  const groups: (string | undefined)[] = []
  let at = 0
  const none = { caseless: false, dotAll: false, multiline: false, swapped: false }
  return { tree: alternatives(none), groups }

  function alternatives(outer: Flags): Node {
    let flags = outer
    let parts: Node[] = []
    const options: Node[] = [{ kind: 'all', parts }]
    while (at < pattern.length && pattern[at] !== ')') {
      const set = /^\(\?([imsU]*)(?:-([imsU]+))?\)/.exec(pattern.slice(at, at + 16))
      if (set !== null) {
        flags = changed(flags, set[1] ?? '', set[2] ?? '')
        at += set[0].length
      } else if (pattern[at] === '|') {
        parts = []
        options.push({ kind: 'all', parts })
        at++
      } else if (!repeatLast(parts, flags)) parts.push(...atom(flags))
    }
    return options.length > 1 ? { kind: 'any', options } : { kind: 'all', parts }
  }

  /** A quantifier is of whatever was read last, in `\Qab\E*` the `b`. */
  function repeatLast(parts: Node[], flags: Flags): boolean {
    const found = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/.exec(pattern.slice(at, at + 16))
    const inner = found === null ? undefined : parts.pop()
    if (found === null || inner === undefined) return false
    const [whole, low, comma, high] = found
    at += whole.length
    const marked = pattern[at] === '?'
    if (marked) at++
    const [least, most] =
      low === undefined
        ? (SHORT[whole] ?? [0, Infinity])
        : [Number(low), comma === '' ? Number(low) : high === '' ? Infinity : Number(high)]
    parts.push({ kind: 'repeat', inner, least, most, lazy: marked !== flags.swapped })
    return true
  }

  function atom(flags: Flags): readonly Node[] {
    const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0)
    if (character === '(') return [group(flags)]
    if (character === '[' || character === '\\') return characters(character, flags)
    at += character.length
    if (character === '^') return [{ kind: 'at', place: flags.multiline ? 'line start' : 'start' }]
    if (character === '$') return [{ kind: 'at', place: flags.multiline ? 'line end' : 'end' }]
    if (character === '.')
      return [{ kind: 'one', takes: flags.dotAll ? () => true : (point) => point !== 10 }]
    return [{ kind: 'one', takes: literal(character, flags.caseless) }]
  }

  function characters(first: string, { caseless }: Flags): readonly Node[] {
    const place = first === '\\' ? PLACES[pattern[at + 1] ?? ''] : undefined
    if (place !== undefined) {
      at += 2
      return [{ kind: 'at', place }]
    }
    if (first === '\\' && pattern[at + 1] === 'Q') {
      const end = pattern.indexOf('\\E', at)
      const quoted = pattern.slice(at + 2, end < 0 ? undefined : end)
      at = end < 0 ? pattern.length : end + 2
      return Array.from(quoted, (one) => ({ kind: 'one', takes: literal(one, caseless) }))
    }
    const { takes, length } = (first === '[' ? charClass : escapeSequence)(pattern, at, caseless)
    at += length
    return [{ kind: 'one', takes }]
  }

  function group(flags: Flags): Node {
    const [head = '(', name, on, off] =
      /^\((?:\?P?<(\w+)>|\?([imsU]*)(?:-([imsU]+))?:)?/.exec(pattern.slice(at)) ?? []
    at += head.length
    const captures = on === undefined
    const index = captures ? groups.push(name) : 0
    const inner = alternatives(captures ? flags : changed(flags, on, off ?? ''))
    at++
    return captures ? { kind: 'group', index, inner } : inner
  }
}

function changed(flags: Flags, on: string, off: string): Flags {
  const now = (flag: string, before: boolean) => (before || on.includes(flag)) && !off.includes(flag)
  return {
    caseless: now('i', flags.caseless),
    dotAll: now('s', flags.dotAll),
    multiline: now('m', flags.multiline),
    swapped: now('U', flags.swapped),
  }
}

const SHORT: Readonly<Record<string, readonly [least: number, most: number]>> = {
  '*': [0, Infinity],
  '+': [1, Infinity],
  '?': [0, 1],
}

const PLACES: Readonly<Record<string, Place>> = {
  A: 'start',
  z: 'end',
  b: 'word edge',
  B: 'no word edge',
}

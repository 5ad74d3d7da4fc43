/** A regular expression as steps, taken side by side as Go takes them: time grows with the text, never without end. */
import type { Takes } from './goCharacters.ts'
import type { Node, Place } from './goSyntax.ts'

export type Step =
  | { readonly takes: Takes; readonly next: number }
  | { readonly place: Place; readonly next: number }
  /** The end before the last is where group `slot / 2` begins or ends. */
  | { readonly slot: number; readonly next: number }
  /** The first is preferred. */
  | { readonly ways: readonly number[] }
  | 'found'

export interface Program {
  readonly steps: readonly Step[]
  readonly start: number
}

/** Where the whole and each group begin and end, in UTF-16 units: `[from, to, from1, to1, …]`. */
export type Found = readonly (number | undefined)[]

/** What is written short can be long: `((a{30}){30})`. */
const MOST_STEPS = 50_000

/** Nothing when it has too many steps. */
export function createProgram(tree: Node): Program | undefined {
  const steps: Step[] = []
  const start = emit({ kind: 'group', index: 0, inner: tree }, push('found'))
  return steps.length > MOST_STEPS ? undefined : { steps, start }

  function push(step: Step): number {
    // Too many already: what comes out is thrown away.
    return steps.length > MOST_STEPS ? 0 : steps.push(step) - 1
  }

  /** The steps of `node`, and then those from `next` on. */
  function emit(node: Node, next: number): number {
    switch (node.kind) {
      case 'one':
        return push({ takes: node.takes, next })
      case 'at':
        return push({ place: node.place, next })
      case 'group': {
        const inner = emit(node.inner, push({ slot: node.index * 2 + 1, next }))
        return push({ slot: node.index * 2, next: inner })
      }
      case 'all':
        return node.parts.reduceRight((after, part) => emit(part, after), next)
      case 'any':
        return push({ ways: node.options.map((option) => emit(option, next)) })
      case 'repeat':
        return repeat(node, next)
    }
  }

  function repeat({ inner, least, most, lazy }: Extract<Node, { kind: 'repeat' }>, next: number): number {
    const fork = (on: number): Step => ({ ways: lazy ? [next, on] : [on, next] })
    let entry = next
    let copies = least
    if (most === Infinity) {
      // As Go does it since 1.17, `x*` is `(x+)?`: what may be empty goes round once at most without a character.
      const loop = push('found')
      const body = emit(inner, loop)
      steps[loop] = fork(body)
      entry = least === 0 ? push(fork(body)) : body
      copies = least - 1
    } else for (let count = least; count < most; count++) entry = push(fork(emit(inner, entry)))
    for (let count = 0; count < copies; count++) entry = emit(inner, entry)
    return entry
  }
}

interface Thread {
  readonly step: number
  readonly found: Found
}

/** The leftmost match at `from` or behind it, and of those the one that is preferred. */
export function run({ steps, start }: Program, text: string, from: number): Found | undefined {
  let best: Found | undefined
  let threads: readonly Thread[] = []
  for (let at = from; ;) {
    const point = text.codePointAt(at)
    const now: Thread[] = []
    const seen = new Set<number>()
    for (const thread of threads) follow(thread, at, now, seen)
    if (best === undefined) follow({ step: start, found: [] }, at, now, seen)
    const next: Thread[] = []
    for (const { step, found } of now) {
      const here = steps[step]
      if (here === 'found') {
        best = found
        break // Those behind it are preferred less.
      }
      if (here !== undefined && 'takes' in here && point !== undefined && here.takes(point))
        next.push({ step: here.next, found })
    }
    threads = next
    if (point === undefined || (best !== undefined && threads.length === 0)) return best
    at += point > 0xffff ? 2 : 1
  }

  /** Up to the steps that take a character, or the end; each once, the preferred first. */
  function follow(thread: Thread, at: number, now: Thread[], seen: Set<number>): void {
    const open = [thread]
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      const { step, found } = one
      const here = steps[step]
      if (here === undefined || seen.has(step)) continue
      seen.add(step)
      if (here === 'found' || 'takes' in here) now.push(one)
      else if ('ways' in here) open.push(...here.ways.toReversed().map((way) => ({ step: way, found })))
      else if ('slot' in here) open.push({ step: here.next, found: withSlot(found, here.slot, at) })
      else if (isAt(here.place, text, at)) open.push({ step: here.next, found })
    }
  }
}

function withSlot(found: Found, slot: number, at: number): Found {
  const changed = [...found]
  changed[slot] = at
  return changed
}

function isAt(place: Place, text: string, at: number): boolean {
  switch (place) {
    case 'start':
      return at === 0
    case 'end':
      return at === text.length
    case 'line start':
      return at === 0 || text[at - 1] === '\n'
    case 'line end':
      return at === text.length || text[at] === '\n'
    case 'word edge':
      return isWord(text[at - 1]) !== isWord(text[at])
    case 'no word edge':
      return isWord(text[at - 1]) === isWord(text[at])
  }
}

/** Of ASCII only. */
function isWord(character: string | undefined): boolean {
  return character !== undefined && /^[0-9A-Za-z_]$/.test(character)
}

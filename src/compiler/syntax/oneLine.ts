/** Mistakes that a single line shows: two keys in it, a missing comma, an item behind a key. */
import type { Breakdown, Guess } from './guess.ts'

export function itemBehindKey({ offset, line }: Breakdown): Guess | undefined {
  const behind = line.text.slice(offset - line.start)
  if (!/:\s+$/.test(line.text.slice(0, offset - line.start)) || !behind.startsWith('- ')) return undefined
  return {
    reason: 'a list cannot begin behind its key',
    help: `Begin it on a line of its own, or write \`[${behind.slice(2).trim()}, …]\`.`,
    start: offset,
    length: behind.trim().length,
  }
}

/** `{ path: /a upstream: http://b }` */
export function commaMissing({ offset, line, reason }: Breakdown): Guess | undefined {
  if (reason !== 'missed comma between flow collection entries') return undefined
  const before = line.text.slice(0, offset - line.start)
  const key = line.text.charAt(offset - line.start) === ':' ? (/[^\s,:;[\]{}]+$/.exec(before)?.[0] ?? '') : ''
  // `{ X-A: a: b }`: the word before the colon is a value.
  if (key !== '' && /:\s+$/.test(before.slice(0, -key.length))) return undefined
  return {
    reason: 'a comma is missing',
    help: `Write \`,\` before ${key === '' ? 'this' : `\`${key}\``}.`,
    start: offset - key.length,
    length: Math.max(1, key.length),
  }
}

/** `host: a.example: x` */
export function secondColon({ offset, line }: Breakdown): Guess | undefined {
  if (line.text.charAt(offset - line.start) !== ':') return undefined
  const first = /^\s*(?:- )?(?:.*[[{,]\s*)?[^\s:,[\]{}]+\s*:\s+(?=\S)/.exec(
    line.text.slice(0, offset - line.start),
  )
  if (first === null) return undefined
  const value = line.text.slice(first[0].length).replace(/\s#.*$/, '')
  const start = line.start + first[0].length
  const scheme = /^(https?|h2c):\s+(\/\/\S+)/.exec(value)
  const written = /[[{]/.test(first[0]) ? value.replace(/\s*[,\]}].*$/, '') : value.trim()
  return {
    reason: 'a text with a colon and a blank in it cannot stand without quotes',
    help:
      scheme !== null
        ? `Write \`${scheme[1]}:${scheme[2]}\`, without a blank.`
        : /^[^:\s]+:\/\/.*[^:]:$/.test(value.trim())
          ? `Write \`${value.trim().slice(0, -1)}\`, without the colon at its end.`
          : /^[\w-]+:$/.test(written)
            ? `Begin \`${written}\` on a line of its own, deeper than this one.`
            : /["']/.test(written) || written.length > 60
              ? 'Put it in quotes, or begin the second key on a line of its own.'
              : `Put it in quotes: "${written}". If it is another key, begin it on a line of its own.`,
    start,
    length: Math.max(1, offset - start),
  }
}

/** `host: [a, b]]` */
export function closesNothing({ offset, line }: Breakdown): Guess | undefined {
  const mark = line.text.charAt(offset - line.start)
  if (!/[\]}]/.test(mark)) return undefined
  return {
    reason: `this \`${mark}\` closes nothing`,
    help: `Take it out, or write \`${mark === ']' ? '[' : '{'}\` where it begins.`,
    start: offset,
    length: 1,
  }
}

/** `rule: "Host(…)" && Path(…)` */
export function wordBehindQuote({ offset, line }: Breakdown): Guess | undefined {
  const before = line.text.slice(0, offset - line.start)
  const quoted = /[:[{,-]\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*$/.exec(before)
  const rest = line.text.slice(offset - line.start)
  if (quoted === null || /^\s*([,\]}:]|$)/.test(rest) || /[[{]/.test(before.slice(0, quoted.index + 1)))
    return undefined
  return {
    reason: 'there is more behind the closing quote',
    help: rest.startsWith('#')
      ? 'A blank belongs before the `#` of a comment.'
      : 'Put all of the text in one pair of quotes.',
    start: offset,
    length: rest.trim().length,
  }
}

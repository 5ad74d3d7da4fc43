/** Quotes and brackets that are not closed, and what stands in quotes and cannot. */
import type { Breakdown, Guess } from './guess.ts'

export function unclosed({ text, offset, reason }: Breakdown): Guess | undefined {
  if (!/^(deficient indentation|unexpected end of the (stream|document) within)/.test(reason))
    return undefined
  const start = openAt(text, offset)
  if (start === undefined) return undefined
  const mark = text.charAt(start)
  const rest = /^[^\r\n]*/.exec(text.slice(start))?.[0].trimEnd() ?? mark
  return {
    reason: `the \`${mark}\` that stands here is not closed`,
    help:
      mark === '"' || mark === "'"
        ? rest.length > 60 || /\s#/.test(rest)
          ? `Write \`${mark}\` behind the text.`
          : `Write \`${rest}${mark}\`.`
        : `Write \`${mark === '[' ? ']' : '}'}\` behind ${mark === '[' ? 'the last item' : 'the last value'}.`,
    start,
    length: 1,
  }
}

/** In double quotes a backslash begins an escape; people write regular expressions there. */
export function escape({ offset, reason, line }: Breakdown): Guess | undefined {
  if (reason !== 'unknown escape sequence') return undefined
  const quoted = /"((?:[^"\\]|\\.)*)"/g
  const around = [...line.text.matchAll(quoted)].find(
    ({ 0: all, index }) => index < offset - line.start && index + all.length > offset - line.start,
  )
  const inside = around?.[1]
  return {
    reason: 'a backslash in double quotes begins an escape, and this is none',
    help:
      inside === undefined || inside.includes("'")
        ? 'Write two backslashes, or put the text in single quotes.'
        : `Put the text in single quotes: '${inside}'.`,
    start: offset - 1,
    length: 2,
  }
}

/** The innermost quote or bracket before `offset` that is still open there. */
function openAt(text: string, offset: number): number | undefined {
  const brackets: number[] = []
  let begins = true // Whether a value may begin here: elsewhere a quote is a letter like any other.
  for (let index = 0; index < offset; index++) {
    const letter = text.charAt(index)
    if (/[ \t]/.test(letter)) continue
    if (/[\r\n]/.test(letter)) begins = true
    else if (letter === '#' && /^$|\s/.test(text.charAt(index - 1))) index = endOfLine(text, index) - 1
    else if (begins && (letter === '"' || letter === "'")) {
      const end = closing(text, index)
      if (end < 0 || end >= offset) return index
      index = end
      begins = false
      if (brackets.length > 0 && text.charAt(index + 1) === ':') {
        index++
        begins = true
      }
    } else if (begins && /[[{]/.test(letter)) brackets.push(index)
    else if (brackets.length > 0 && /[\]}]/.test(letter)) {
      brackets.pop()
      begins = false
    } else
      begins =
        (letter === ',' && brackets.length > 0) ||
        ((letter === ':' || (letter === '-' && begins)) && /^\s?$/.test(text.charAt(index + 1)))
  }
  return brackets.at(-1)
}

function closing(text: string, start: number): number {
  const rest = text.slice(start + 1)
  const inside = (text.charAt(start) === '"' ? /^(?:[^"\\]|\\[\s\S])*"/ : /^(?:[^']|'')*'(?!')/).exec(rest)
  return inside === null ? -1 : start + inside[0].length
}

function endOfLine(text: string, from: number): number {
  const end = text.slice(from).search(/[\r\n]/)
  return end < 0 ? text.length : from + end
}

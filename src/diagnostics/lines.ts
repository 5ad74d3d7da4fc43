/** Turns an offset in a text into a line and a column. */
import type { Place } from './place.ts'

/** `length` is cut at the end of the line: a place is a stretch of one line. */
export function placeAt(file: string, text: string, offset: number, length = 1): Place {
  const before = text.slice(0, offset)
  const line = countLines(before)
  const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1
  const end = /[\r\n]|$/.exec(text.slice(offset))?.index ?? 0
  return { file, line, column: offset - start + 1, length: Math.max(1, Math.min(length, end)) }
}

function countLines(text: string): number {
  let lines = 1
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) lines++
  }
  return lines
}

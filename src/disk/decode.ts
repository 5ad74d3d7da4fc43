/** Turns bytes into text, accepting nothing but UTF-8. */
import { isUtf8 } from 'node:buffer'

export interface Undecodable {
  /** Of the first byte that cannot be part of a text; counts from 0. */
  readonly offset: number
  /** The text up to there. */
  readonly before: string
}

/** A byte order mark is left out of `text`. */
export function decode(bytes: Buffer): { readonly text: string } | Undecodable {
  const text = bytes.toString('utf8')
  if (!isUtf8(bytes)) {
    const offset = firstBadByte(bytes, text)
    return { offset, before: bytes.toString('utf8', 0, offset) }
  }
  return { text: text.startsWith('\uFEFF') ? text.slice(1) : text }
}

/** What is wrong was decoded to U+FFFD; up to there the text has the length of the bytes. */
function firstBadByte(bytes: Buffer, text: string): number {
  let offset = 0
  let from = 0
  for (let at = text.indexOf(replacement); at !== -1; at = text.indexOf(replacement, from)) {
    offset += Buffer.byteLength(text.slice(from, at))
    const written = bytes.subarray(offset, offset + replacementBytes.length)
    if (!written.equals(replacementBytes)) return offset
    offset += replacementBytes.length
    from = at + 1
  }
  return offset
}

const replacement = '\uFFFD'
const replacementBytes = Buffer.from(replacement)

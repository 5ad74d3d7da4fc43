/** Turns bytes into text, accepting nothing but UTF-8. */
import { isUtf8 } from 'node:buffer'

/** `offset` counts from 0: the first byte that cannot be part of a text. A byte order mark is left out of `text`. */
export function decode(bytes: Buffer): { readonly text: string } | { readonly offset: number } {
  const text = bytes.toString('utf8')
  if (!isUtf8(bytes)) return { offset: firstBadByte(bytes, text) }
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

/** Texts as their UTF-8 bytes, one character for each: Go compares and cuts paths byte by byte. */

/** A string that holds only the characters 0 to 255. */
export type Bytes = string

export function toBytes(text: string): Bytes {
  // oxlint-disable-next-line no-control-regex -- the range is what ASCII means
  if (/^[\0-\x7f]*$/.test(text)) return text
  return encodeURIComponent(text.toWellFormed()).replace(/%(..)/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/** What is no UTF-8 becomes U+FFFD, as for Go's regular expressions. */
export function toText(bytes: Bytes): string {
  // oxlint-disable-next-line no-control-regex -- the range is what ASCII means
  if (/^[\0-\x7f]*$/.test(bytes)) return bytes
  return bytes.replace(RUN, (run) => {
    try {
      return decodeURIComponent(Array.from(run, escape).join(''))
    } catch {
      return '\ufffd'.repeat(run.length) // What decodeURIComponent throws for.
    }
  })
}

/** One character of several bytes, or one byte that is none. */
const RUN = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g

/** `%2F` */
export function escape(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

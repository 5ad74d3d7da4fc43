/** Reads a Go string literal: raw between backticks, or with escapes between double quotes. */

/** The text, and where the literal ends; or what is wrong with it, and where. */
export type GoString =
  | { readonly text: string; readonly end: number }
  | { readonly mistake: string; readonly offset: number; readonly help?: string }

/** `source[start]` is a backtick or a double quote. */
export function readGoString(source: string, start: number): GoString {
  return source[start] === '`' ? raw(source, start) : interpreted(source, start)
}

/** Go drops carriage returns from a raw literal. */
function raw(source: string, start: number): GoString {
  const end = source.indexOf('`', start + 1)
  if (end < 0)
    return { mistake: 'The closing backtick is missing.', offset: start, help: 'Write it behind the value.' }
  return { text: source.slice(start + 1, end).replaceAll('\r', ''), end: end + 1 }
}

function interpreted(source: string, start: number): GoString {
  // Escapes such as `\xc3` are bytes: all is gathered percent-encoded, and read as UTF-8 at the end.
  let encoded = ''
  let at = start + 1
  while (source[at] !== '"') {
    const rest = source.slice(at, at + 10)
    if (rest === '' || rest.startsWith('\n'))
      return {
        mistake: 'The closing double quote is missing on this line.',
        offset: start,
        help: 'Write it behind the value; between backticks a value needs no escapes.',
      }
    if (!rest.startsWith('\\')) {
      const character = String.fromCodePoint(source.codePointAt(at) ?? 0)
      encoded += character.isWellFormed() ? encodeURIComponent(character) : '%FF'
      at += character.length
      continue
    }
    const escape = ESCAPE.exec(rest)
    const bytes = escape === null ? undefined : bytesOf(escape[0])
    if (escape === null || bytes === undefined)
      return {
        mistake: `\`${rest.slice(0, 2)}\` begins no escape that a Go string has.`,
        offset: at,
        help: 'Put the value between backticks: nothing needs an escape there.',
      }
    encoded += bytes
    at += escape[0].length
  }
  try {
    return { text: decodeURIComponent(encoded), end: at + 1 }
  } catch {
    return { mistake: 'The escapes of this value are not UTF-8.', offset: start } // What decodeURIComponent throws for.
  }
}

const ESCAPE = /^\\(?:[abfnrtv\\"]|x[0-9a-fA-F]{2}|[0-7]{3}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/
const CONTROLS: Readonly<Record<string, string>> = {
  a: '07',
  b: '08',
  f: '0C',
  n: '0A',
  r: '0D',
  t: '09',
  v: '0B',
}

function bytesOf(escape: string): string | undefined {
  const letter = escape[1] ?? ''
  const control = CONTROLS[letter]
  if (control !== undefined) return `%${control}`
  if (letter === '\\' || letter === '"') return encodeURIComponent(letter)
  if (letter === 'x') return `%${escape.slice(2)}`
  if (letter === 'u' || letter === 'U') {
    const point = Number.parseInt(escape.slice(2), 16)
    const isText = point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)
    return isText ? encodeURIComponent(String.fromCodePoint(point)) : undefined
  }
  const byte = Number.parseInt(escape.slice(1), 8)
  return byte > 255 ? undefined : `%${byte.toString(16).padStart(2, '0')}`
}

/** How a message shows a value of a definition: in backticks, short, and as it is written, so that no secret is in it. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text === '' ? 'an empty text' : `\`${text.length > 60 ? `${text.slice(0, 57)}…` : text}\``
}

/** `U+200B`: for what cannot be seen. */
export function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** `a`, `b` and `c`. */
export function listed(words: readonly string[], last = 'and'): string {
  const quoted = words.map((word) => `\`${word}\``)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} ${last} ${quoted.at(-1)}`
}

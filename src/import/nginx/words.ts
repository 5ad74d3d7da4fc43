/** Splits what stands behind the name of a directive into its words, as nginx reads them. */
export function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(WORD)].map(([whole]) => {
    const quoted = whole.length > 1 && /^["']/.test(whole) && whole.endsWith(whole.charAt(0))
    return unescape(quoted ? whole.slice(1, -1) : whole)
  })
}

/** A quoted word, or everything up to a blank that is not escaped. */
const WORD = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?:\\.|[^\s\\])+/gs

/** nginx takes a backslash away before quotes, itself and three letters, and leaves it everywhere else: `\.` stays. */
function unescape(text: string): string {
  return text.replace(/\\(["'\\trn])/g, (_, character: string) => CHARACTERS[character] ?? character)
}

const CHARACTERS: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' }

/** Finds what may be keys in a text that is no YAML any more. */

/** What stands first in a line or between braces, with its first offset: also without the colon that may be what is missing. */
export function wordsOf(text: string): ReadonlyMap<string, number> {
  const words = new Map<string, number>()
  for (const { 0: all, 1: word = '', index } of text.matchAll(WORD)) {
    if (!words.has(word)) words.set(word, index + all.length - word.length)
  }
  return words
}

/** Every word there is, with its first offset. */
export function allWordsOf(text: string): ReadonlyMap<string, number> {
  const words = new Map<string, number>()
  for (const { 0: word, index } of text.matchAll(/[\w.-]+/g)) if (!words.has(word)) words.set(word, index)
  return words
}

/** There is not one key in it below another: it is anything but a definition, and may have been one. */
export function tellsNothing(text: string): boolean {
  return !INNER_KEY.test(text)
}

const WORD = /(?:^|[{,])[ \t]*["']?([\w.-]+)/gm
const INNER_KEY = /(?:^[ \t]+|[{,][ \t]*)["']?[\w.-]+["']?[ \t]*:/m

/** What has come into a file from elsewhere: the marks of a merge, templates, tabs, blanks that are none. */
import { codePoint } from '../../diagnostics/show.ts'
import { linesAbove, linesOf, wordsOf, type Breakdown, type Guess } from './guess.ts'

export function mergeConflict({ text }: Breakdown): Guess | undefined {
  const mark = linesOf(text).find((line) => /^(<{7}|>{7})( |$)/.test(line.text))
  if (mark === undefined) return undefined
  return {
    reason: 'a merge has left its marks here',
    help: 'Keep one of the two sides, and take out the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`.',
    ...wordsOf(mark),
  }
}

export function toml({ text }: Breakdown): Guess | undefined {
  const table = linesOf(text).find((line) => /^\[\[?[\w."' -]+\]\]?\s*(#.*)?$/.test(line.text))
  if (table === undefined || !/^\s*[\w."-]+\s*=\s/m.test(text)) return undefined
  return {
    reason: 'it is TOML',
    help: 'Write `key: value` for each setting, and indent it below the name of its table.',
    ...wordsOf(table),
  }
}

export function template({ text, line }: Breakdown): Guess | undefined {
  const inLine = /\{\{/.exec(line.text)
  const start =
    inLine === null
      ? (/(?<=(?:^|[:[,-])\s*)\{\{[^}]*\}\}/m.exec(text)?.index ?? -1)
      : line.start + inLine.index
  if (start < 0) return undefined
  return {
    reason: '`{{` begins a template',
    help: "Templates of Traefik's file provider are not carried out here: write out what they make, with `${NAME}` for environment variables.",
    start,
    length: 2,
  }
}

export function tab({ line }: Breakdown): Guess | undefined {
  const before = /^ *(\t+)/.exec(line.text)
  if (before === null) return undefined
  const tabs = before[1] ?? ''
  return {
    reason: 'a tab stands at the beginning of this line',
    help: 'YAML is indented with blanks, never with tabs.',
    start: line.start + before[0].length - tabs.length,
    length: tabs.length,
  }
}

/** As in a file that is saved in another encoding, or an escape sequence of a terminal. */
export function control({ text, reason }: Breakdown): Guess | undefined {
  if (!/non-printable|valid JSON character|null byte/.test(reason)) return undefined
  const start = text.search(CONTROL)
  if (start < 0) return undefined
  const code = codePoint(text.charAt(start))
  return {
    reason: `a character stands here that no text may hold (${code})`,
    help: code === 'U+0000' ? 'Save the file again as UTF-8.' : 'Delete it.',
    start,
    length: 1,
  }
}

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/

/** They come from web pages and word processors, and look like a blank or a colon, or like nothing at all. */
export function strangeBlank(breakdown: Breakdown): Guess | undefined {
  for (const line of [breakdown.line, ...linesAbove(breakdown).slice(0, 1)]) {
    const found = STRANGE.exec(line.text)
    if (found === null) continue
    return {
      reason:
        found[0] === '\uff1a'
          ? 'this colon is another character (U+FF1A)'
          : `this is no usual blank (${codePoint(found[0])})`,
      help:
        found[0] === '\uff1a'
          ? 'Write `:`, and a blank behind it.'
          : 'Delete it, and type a blank where one belongs.',
      start: line.start + found.index,
      length: 1,
    }
  }
  return undefined
}

const STRANGE = /[\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff\uff1a]/

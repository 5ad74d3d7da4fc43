/** Texts that begin with a character that means something else to YAML: `*.example.com`. */
import type { Breakdown, Guess } from './guess.ts'

export function firstCharacter({ offset, line, reason }: Breakdown): Guess | undefined {
  const before = line.text.slice(0, offset - line.start + 1)
  const begun = (
    isInFlow(before) ? /(?:^|[:[{,-])\s*([*@`%!&|>])[^\s,[\]{}]*$/ : /(?:^|: |- )\s*([*@`%!&|>])[^\s,[\]{}]*$/
  ).exec(before)
  const mark = begun?.[1]
  if (begun === null || mark === undefined) return undefined
  const start = begun.index + begun[0].indexOf(mark)
  if (mark === '`' && line.text.includes('```')) return undefined
  const written = textFrom(line.text, start)
  // An alias may well be meant, and an anchor or a tag.
  if (/[!&]/.test(mark) && /^.[\w!.-]*$/.test(written)) return undefined
  if (mark === '*' && /^\*[\w-]+$/.test(written))
    return {
      reason: `there is no anchor \`&${written.slice(1)}\` above this alias`,
      help: `A text that begins with \`*\` stands in quotes: "${written}".`,
      start: line.start + start,
      length: written.length,
    }
  if (/maxDepth|exceeded/.test(reason)) return undefined
  return {
    reason: `a text without quotes cannot begin with ${mark === '`' ? 'a backtick' : `\`${mark}\``}`,
    help: `Put it in quotes: ${written.includes('"') ? `'${written.replaceAll("'", "''")}'` : `"${written.replaceAll('\\', '\\\\')}"`}.`,
    start: line.start + start,
    length: written.length,
  }
}

/** All of a value that stands without quotes. */
function textFrom(line: string, start: number): string {
  const rest = line.slice(start).replace(/\s#.*$/, '')
  return (isInFlow(line.slice(0, start)) ? (/^[^,[\]{}]*/.exec(rest)?.[0] ?? rest) : rest).trim()
}

function isInFlow(before: string): boolean {
  return /^\s*[[{]|[:,-]\s*[[{]/.test(before.replace(/"[^"]*"|'[^']*'/g, ''))
}

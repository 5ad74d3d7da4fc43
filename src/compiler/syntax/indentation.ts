/** Lines that begin in a column where nothing else does. */
import { linesAbove, wordsOf, type Breakdown, type Guess, type Line } from './guess.ts'

export function indentation(breakdown: Breakdown): Guess | undefined {
  const { line, above, offset, reason } = breakdown
  if (above === undefined || !/^(bad indentation|end of the stream)/.test(reason)) return undefined
  const place = { start: line.start + line.indent, length: wordsOf(line).length }
  const told = (what: string, help: string): Guess => ({ reason: what, help, ...place })
  const deeper = above.indent < line.indent && /:\s+\S/.test(above.text)
  if (deeper && offset > line.start + line.indent)
    return told(
      `this line stands deeper than the one above, which has its value already`,
      `Begin it below \`${firstWord(above)}\`, in column ${keyColumn(above) + 1}.`,
    )
  if (offset !== line.start + line.indent) return undefined
  if (/^\s*- /.test(above.text) && above.indent === line.indent && !/^\s*-/.test(line.text))
    return told(
      'the other keys of an item stand below its first key, not below the `-`',
      `Begin it in column ${keyColumn(above) + 1}; if there is no list here, take the \`-\` out.`,
    )
  const columns = enclosing(breakdown)
  if (columns.includes(line.indent)) return undefined
  const near = [
    columns.findLast((column) => column > line.indent),
    columns.find((column) => column < line.indent),
  ]
    .filter((column) => column !== undefined)
    .map((column) => column + 1)
  return told(
    `this line begins in column ${line.indent + 1}, and none of those around it does`,
    near.length === 0
      ? 'Begin it where the other keys of its mapping begin.'
      : `Keys of one mapping begin in one column: write it in column ${near.join(' or ')}.`,
  )
}

/** `X: |`, and a text in the column of `X`. */
export function textOfBlock(breakdown: Breakdown): Guess | undefined {
  if (!/^(bad indentation|can not read|end of the stream)/.test(breakdown.reason)) return undefined
  const lines = [breakdown.line, ...linesAbove(breakdown).slice(0, 2)]
  for (const [index, key] of lines.entries()) {
    const text = lines[index - 1]
    if (text === undefined || !/[:-]\s[|>][+-]?\s*$/.test(key.text) || text.indent > key.indent) continue
    return {
      reason: 'this text stands no deeper than its key',
      help: `Indent it by two blanks more than \`${firstWord(key)}\`.`,
      ...wordsOf(text),
    }
  }
  return undefined
}

/** The columns, from the right, in which the line could go on with a mapping, or with a list if it is an item. */
function enclosing(breakdown: Breakdown): number[] {
  const columns: number[] = []
  const wantsItem = /^\s*-(\s|$)/.test(breakdown.line.text)
  let least = Infinity
  for (const line of linesAbove(breakdown)) {
    const isItem = /^\s*-(\s|$)/.test(line.text)
    const column = isItem && !wantsItem ? keyColumn(line) : line.indent
    if (line.indent >= least) continue
    least = line.indent
    if (isItem || !wantsItem) columns.push(column)
  }
  return columns
}

/** Where the first key of a line begins: behind the `-` of an item. */
function keyColumn({ text }: Line): number {
  return /^[\s-]*(?:\s|^)(?=[^\s-])|^\s*/.exec(text)?.[0].length ?? 0
}

function firstWord(line: Line): string {
  const { start, length } = wordsOf(line)
  const words = line.text.slice(start - line.start, start - line.start + length)
  return /^(?:- )?([^\s:]+)/.exec(words)?.[1] ?? words
}

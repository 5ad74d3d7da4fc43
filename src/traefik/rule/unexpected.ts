/** What to say of a token that cannot stand where it stands. */
import type { Token } from './lex.ts'
import type { Span } from './node.ts'
import { error, type RuleProblem } from './problem.ts'

export interface Around {
  readonly source: string
  readonly before: Token | undefined
  /** What began the part that is not ended: a `(` or the name of a matcher. */
  readonly opened?: Span
}

export function unexpected(token: Token, { source, before, opened }: Around): RuleProblem {
  switch (token.kind) {
    case 'newline':
      return error(
        token,
        'A line of a rule can only end behind `&&`, `||`, `!`, `(` or `,`.',
        'Move the operator from the beginning of the next line to the end of this one.',
      )
    case 'end':
      if (opened !== undefined)
        return error(opened, 'The closing `)` is missing.', 'Write it where the parenthesis ends.')
      return error(
        { offset: Math.max(0, source.trimEnd().length - 1), length: 1 },
        'The rule ends where a matcher is expected.',
        'Write one behind the operator, or take the operator out.',
      )
    case 'other':
      return error(token, `\`${token.text}\` is nothing that a rule can hold.`, meant(token.text))
    case ')':
      return before?.kind === ')' || before?.kind === 'string'
        ? error(token, 'There is a `)` without a `(`.', 'Take it out.')
        : error(token, 'A matcher is expected before this `)`.', 'Write one, or take the parentheses out.')
    case 'name':
      return operatorWord(token) ?? missingOperator(token)
    case '(':
    case '!':
      return missingOperator(token)
    case 'string':
      return before?.kind === 'string'
        ? error(token, 'A comma is missing before this value.', 'Separate the values of a matcher by commas.')
        : error(token, 'A value alone says nothing.', 'Put it into a matcher: Host(`shop.example.com`).')
    default:
      return error(token, `\`${token.kind}\` cannot stand here.`, 'A matcher, `!` or `(` is expected.')
  }
}

/** `and`, `or`, `not` */
export function operatorWord(token: Token & { kind: 'name' }): RuleProblem | undefined {
  const operator = WORDS[token.name.toLowerCase()]
  return operator === undefined
    ? undefined
    : error(token, `\`${token.name}\` is no operator of rules.`, `Write \`${operator}\`.`)
}

/** What stands where a value should: most often one without its backticks. */
export function badValue(token: Token, around: Around): RuleProblem {
  if (token.kind === 'end' || token.kind === 'newline' || token.kind === ',') return unexpected(token, around)
  const bare = /^[^,)`"\n]*/.exec(around.source.slice(token.offset))?.[0].trim() ?? ''
  const span = { offset: token.offset, length: Math.max(1, bare.length) }
  const quote = /^['‘’“”]/.exec(bare)?.[0]
  if (quote !== undefined) {
    const kind = quote === "'" ? 'single' : 'curly'
    return error(
      span,
      `A value stands between backticks, not between ${kind} quotes.`,
      `Put ${bare.replace(/^['‘’“”]+|['‘’“”]+$/g, '')} between backticks.`,
    )
  }
  return error(
    span,
    bare === '' ? 'A value is expected here.' : `The value ${bare} has no backticks around it.`,
    'A value stands between backticks: Host(`shop.example.com`).',
  )
}

const WORDS: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!' }

function missingOperator(token: Token): RuleProblem {
  return error(
    token,
    'An operator is missing before this.',
    'Join two matchers with `&&` (both must hold) or `||` (one is enough).',
  )
}

function meant(text: string): string {
  if (text === '&') return 'Write `&&`.'
  if (text === '|') return 'Write `||`.'
  if (text === '!=') return 'Write `!` before the matcher.'
  if (text.includes('=')) return 'A value goes into the parentheses of its matcher: Method(`GET`).'
  return 'A rule is made of matchers, `&&`, `||`, `!` and parentheses.'
}

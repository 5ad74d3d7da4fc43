/** Makes a tree of a rule's tokens, by recursive descent; the first mistake ends it. */
import type { Token } from './lex.ts'
import type { Dialect } from './matchers.ts'
import type { Matcher, RuleNode, RuleValue, Span } from './node.ts'
import { error, type RuleProblem } from './problem.ts'
import { badValue, operatorWord, unexpected } from './unexpected.ts'

/** Go's own limit is 100,000; nobody writes this by hand. */
const MAX_DEPTH = 200

/** `broken` is what stopped the lexer; it stands behind the last token. */
export function read(
  source: string,
  tokens: readonly Token[],
  dialect: Dialect,
  broken: RuleProblem | undefined,
): { readonly node: RuleNode } | { readonly problem: RuleProblem } {
  let next = 0
  try {
    const node = either(0)
    // Go forgives a line break at the very end.
    if (peek().kind === 'newline' && tokens[next + 1]?.kind === 'end') next++
    if (peek().kind !== 'end') refuse(peek())
    return { node }
  } catch (stop) {
    if (stop instanceof Stop) return { problem: stop.problem }
    throw stop
  }

  function either(depth: number): RuleNode {
    return chain('||', 'or', () => chain('&&', 'and', () => operand(depth)))
  }

  function chain(operator: '&&' | '||', kind: 'and' | 'or', part: () => RuleNode): RuleNode {
    const first = part()
    const operands = [first]
    while (peek().kind === operator) {
      next++
      operands.push(part())
    }
    const last = operands.at(-1) ?? first
    return operands.length === 1 ? first : { kind, operands, ...spanOf(first, last) }
  }

  function operand(depth: number): RuleNode {
    const token = peek()
    if (depth > MAX_DEPTH) stop(error(token, 'This rule is nested too deeply.', 'Write it shorter.'))
    if (token.kind === 'name') return matcher(token)
    if (token.kind === '!') {
      next++
      const negated = operand(depth + 1)
      return { kind: 'not', operand: negated, ...spanOf(token, negated) }
    }
    if (token.kind !== '(') return refuse(token)
    next++
    const inner = either(depth + 1)
    const close = peek()
    if (close.kind !== ')') refuse(close, token)
    next++
    return { ...inner, ...spanOf(token, close) }
  }

  function matcher(token: Token & { kind: 'name' }): Matcher {
    next++
    const name = dialect.canonicalName(token.name)
    if (name === undefined) {
      const { message, help } = dialect.misnamed(token.name)
      return stop(operatorWord(token) ?? error(token, message, help))
    }
    if (peek().kind !== '(')
      stop(error(token, `\`${token.name}\` has no value.`, `Write it with one: ${name}(\`…\`).`))
    next++
    const values: RuleValue[] = []
    while (peek().kind !== ')') {
      const value = peek()
      if (value.kind !== 'string') return stop(badValue(value, around(token)))
      values.push({ text: value.text, offset: value.offset, length: value.length })
      next++
      if (peek().kind === ',') next++
      else if (peek().kind !== ')') refuse(peek(), token)
    }
    const close = peek()
    next++
    return { kind: 'matcher', name, values, ...spanOf(token, close) }
  }

  function refuse(token: Token, opened?: Span): never {
    return stop(unexpected(token, around(opened)))
  }

  function around(opened: Span | undefined) {
    const before = tokens[next - 1]
    return { source, before, ...(opened === undefined ? {} : { opened }) }
  }

  function peek(): Token {
    const token = tokens[next]
    if (token !== undefined) return token
    return stop(broken ?? unexpected({ kind: 'end', offset: source.length, length: 0 }, around(undefined)))
  }

  function stop(problem: RuleProblem): never {
    throw new Stop(problem)
  }
}

function spanOf(first: Span, last: Span): Span {
  return { offset: first.offset, length: last.offset + last.length - first.offset }
}

/** Leaves the recursive descent at the first mistake. */
class Stop extends Error {
  readonly problem: RuleProblem
  constructor(problem: RuleProblem) {
    super(problem.message)
    this.problem = problem
  }
}

/** Cuts a rule into tokens as Go's scanner does: a line break ends an expression wherever one could end. */
import { readGoString } from './goString.ts'
import type { Span } from './node.ts'
import { error, type RuleProblem } from './problem.ts'

export type Token = Span &
  (
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'string'; readonly text: string }
    | { readonly kind: '(' | ')' | ',' | '!' | '&&' | '||' | 'newline' | 'end' }
    /** Neither a name nor a string nor an operator of rules: `9`, `.`, `==`, `'x'`. */
    | { readonly kind: 'other'; readonly text: string }
  )

/** The last token is always `end`; what cannot be read at all stops the lexer with a problem. */
export function lex(source: string): { tokens: readonly Token[]; problem?: RuleProblem } {
  const tokens: Token[] = []
  let at = source.startsWith('\ufeff') ? 1 : 0
  while (at < source.length) {
    const gap = match(GAP, source, at)
    if (gap !== undefined) {
      const bad = ILLEGAL.exec(gap)
      if (bad !== null) return { tokens, problem: illegal(at + bad.index) }
      const line = gap.replace(/\/\*[^\n]*?\*\//g, (comment) => ' '.repeat(comment.length)).search(/\n|\/\//)
      if (line >= 0 && endsExpression(tokens.at(-1)))
        tokens.push({ kind: 'newline', offset: at + line, length: 1 })
      at += gap.length
      continue
    }
    const character = source[at] ?? ''
    if (character === '`' || character === '"') {
      const literal = readGoString(source, at)
      if ('mistake' in literal) {
        const span = { offset: literal.offset, length: literal.offset === at ? 1 : 2 }
        return { tokens, problem: error(span, literal.mistake, literal.help) }
      }
      const bad = ILLEGAL.exec(source.slice(at, literal.end))
      if (bad !== null) return { tokens, problem: illegal(at + bad.index) }
      tokens.push({ kind: 'string', text: literal.text, offset: at, length: literal.end - at })
      at = literal.end
      continue
    }
    if (ILLEGAL.test(character)) return { tokens, problem: illegal(at) }
    const token = tokenAt(source, at)
    tokens.push(token)
    at += token.length
  }
  return { tokens: [...tokens, { kind: 'end', offset: source.length, length: 0 }] }
}

function tokenAt(source: string, at: number): Token {
  const name = match(NAME, source, at)
  if (name !== undefined) return { kind: 'name', name, offset: at, length: name.length }
  const symbol = match(SYMBOL, source, at)
  if (isSymbol(symbol)) return { kind: symbol, offset: at, length: symbol.length }
  const other = match(OTHER, source, at) ?? source.slice(at)
  return { kind: 'other', text: other, offset: at, length: other.length }
}

/** What `pattern`, which is sticky, finds exactly there. */
function match(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0]
}

const GAP = /(?:[ \t\r\n]|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y
const NAME = /[\p{L}_][\p{L}\p{Nd}_]*/uy
const SYMBOL = /&&|\|\||[(),]|!(?!=)/y
const OTHER = /'(?:\\.|[^'\n])*'?|\d[\w.]*|[!=<>&|:]=|[&|=<>]+|\.+|./suy

function isSymbol(text: string | undefined): text is '(' | ')' | ',' | '!' | '&&' | '||' {
  return text !== undefined
}

/** Behind a name, a literal and a closing bracket, Go takes the end of the line for the end of the expression. */
function endsExpression(token: Token | undefined): boolean {
  if (token?.kind === 'other') return /^['\d\]}]/.test(token.text)
  return token?.kind === 'name' || token?.kind === 'string' || token?.kind === ')'
}

/** Go refuses both wherever they stand, also inside of a literal. */
const ILLEGAL = /[\0\ufeff]/

function illegal(offset: number): RuleProblem {
  return error(
    { offset, length: 1 },
    'A rule cannot hold a NUL or a byte order mark.',
    'Take the invisible character out.',
  )
}

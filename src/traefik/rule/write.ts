/** Writes a tree as a rule again, without the comments and line breaks that may have been in its text. */
import { all, any, call, not, type Rule } from '../rule.ts'
import type { RuleNode } from './node.ts'

export function writeRule(node: RuleNode): Rule {
  switch (node.kind) {
    case 'matcher':
      return call(node.name, ...node.values.map(({ text }) => text))
    case 'not':
      return not(operand(node.operand))
    case 'and':
      return all(node.operands.map(operand))
    case 'or':
      return any(node.operands.map(writeRule))
  }
}

/** `!` binds tighter than `&&`: what holds either stands in parentheses behind it. */
function operand(node: RuleNode): Rule {
  const rule = writeRule(node)
  return { text: rule.text, loose: rule.loose || node.kind === 'and' }
}

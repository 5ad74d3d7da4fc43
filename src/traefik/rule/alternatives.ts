/** A rule as alternatives: what it takes is what any of them takes, and each is matchers that all have to match. */
import type { Matcher, RuleNode } from './node.ts'

export interface Literal {
  readonly matcher: Matcher
  readonly negated: boolean
}

export type Alternative = readonly Literal[]

/** More than this nobody reads, and a rule of many brackets would make thousands. */
const MOST = 64

/** Nothing when there would be too many of them. */
export function alternativesOf(node: RuleNode, negated = false): readonly Alternative[] | undefined {
  switch (node.kind) {
    case 'matcher':
      return [[{ matcher: node, negated }]]
    case 'not':
      return alternativesOf(node.operand, !negated)
    case 'and':
    case 'or': {
      const parts = node.operands.map((operand) => alternativesOf(operand, negated))
      const known = parts.flatMap((part) => (part === undefined ? [] : [part]))
      if (known.length < parts.length) return undefined
      // Behind a `!`, all of them turn into any of them, and the other way round.
      const isAny = (node.kind === 'or') !== negated
      return isAny ? bounded(known.flat()) : product(known)
    }
  }
}

function product(parts: readonly (readonly Alternative[])[]): readonly Alternative[] | undefined {
  let made: readonly Alternative[] = [[]]
  for (const part of parts) {
    if (made.length * part.length > MOST) return undefined
    made = made.flatMap((before) => part.map((after) => [...before, ...after]))
  }
  return made
}

function bounded(alternatives: readonly Alternative[]): readonly Alternative[] | undefined {
  return alternatives.length > MOST ? undefined : alternatives
}

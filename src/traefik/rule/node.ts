/** A rule as a tree, with the place of each part in its text. */
import type { MatcherName } from './matchers.ts'

/** Offsets are UTF-16 units into the text of the rule. */
export interface Span {
  readonly offset: number
  readonly length: number
}

export type RuleNode =
  | (Span & { readonly kind: 'and' | 'or'; readonly operands: readonly RuleNode[] })
  | (Span & { readonly kind: 'not'; readonly operand: RuleNode })
  | Matcher

/** `Header(`X-A`, `1`)` */
export interface Matcher extends Span {
  readonly kind: 'matcher'
  /** In Traefik's own spelling, however it was written. */
  readonly name: MatcherName
  readonly values: readonly RuleValue[]
}

export interface RuleValue extends Span {
  readonly text: string
}

/** Every matcher of the rule, from left to right, also those behind a `!`. */
export function matchersIn(node: RuleNode): readonly Matcher[] {
  switch (node.kind) {
    case 'matcher':
      return [node]
    case 'not':
      return matchersIn(node.operand)
    case 'and':
    case 'or':
      return node.operands.flatMap(matchersIn)
  }
}

/**
 * The names in `Host` (or `HostSNI`), lower-cased: Traefik ties TLS options to them. It does so for all of them, also for
 * those behind a `!` (pkg/rules/parser.go, `ParseMatchers`).
 */
export function hostsIn(node: RuleNode): readonly string[] {
  const hosts = matchersIn(node)
    .filter(({ name }) => name === 'Host' || name === 'HostSNI')
    .flatMap(({ values }) => values.map(({ text }) => text.toLowerCase()))
  return [...new Set(hosts)]
}

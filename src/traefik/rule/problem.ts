/** What is wrong in a rule: found by the lexer, the parser and the matchers alike. */
import type { Span } from './node.ts'

/** An error makes Traefik switch the router off; a warning is a rule that it takes, and that cannot mean what was meant. */
export interface RuleProblem extends Span {
  readonly severity: 'error' | 'warning'
  /** A full sentence. */
  readonly message: string
  /** What to do: a full sentence. */
  readonly help?: string
}

/** Something that older versions of Traefik refuse. */
export interface RuleNeed extends Span {
  /** "A wildcard in `Host`" */
  readonly what: string
  readonly since: string
}

export function error(span: Span, message: string, help?: string): RuleProblem {
  return problem('error', span, message, help)
}

export function warning(span: Span, message: string, help?: string): RuleProblem {
  return problem('warning', span, message, help)
}

function problem(
  severity: RuleProblem['severity'],
  { offset, length }: Span,
  message: string,
  help: string | undefined,
): RuleProblem {
  return { severity, offset, length, message, ...(help === undefined ? {} : { help }) }
}

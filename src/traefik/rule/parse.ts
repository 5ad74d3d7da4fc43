/** Reads a rule as Traefik v3 does: a Go expression of matchers, `&&`, `||`, `!` and parentheses. */
import { checkMatcher } from './check.ts'
import { lex } from './lex.ts'
import { canonicalName, misnamed, type Protocol } from './matchers.ts'
import { matchersIn, type RuleNode } from './node.ts'
import { error, type RuleNeed, type RuleProblem } from './problem.ts'
import { read } from './read.ts'

export interface ParsedRule {
  /** Absent when the text is no rule; there, with problems, when it is one whose matchers are wrong. */
  readonly node?: RuleNode
  /** In the order of the text. */
  readonly problems: readonly RuleProblem[]
  /** What older versions of Traefik do not take. */
  readonly needs: readonly RuleNeed[]
}

export function parseRule(text: string, protocol: Protocol): ParsedRule {
  const whole = { offset: 0, length: text.length }
  if (text.trim() === '') return refused(error(whole, 'The rule is empty.', EXAMPLE[protocol]))
  const old = firstVersion(text)
  if (old !== undefined) return refused(old)
  const { tokens, problem } = lex(text)
  const dialect = {
    canonicalName: (written: string) => canonicalName(written, protocol),
    misnamed: (written: string) => misnamed(written, protocol),
  }
  const tree = read(text, tokens, dialect, problem)
  if ('problem' in tree) return refused(tree.problem)
  const checked = matchersIn(tree.node).map(checkMatcher)
  return {
    node: tree.node,
    problems: checked.flatMap((one) => one.problems),
    needs: checked.flatMap((one) => one.needs),
  }
}

const EXAMPLE: Readonly<Record<Protocol, string>> = {
  http: 'Write which requests are meant: Host(`shop.example.com`).',
  tcp: 'Write which connections are meant: HostSNI(`db.example.com`), or HostSNI(`*`) without TLS.',
}

function refused(problem: RuleProblem): ParsedRule {
  return { problems: [problem], needs: [] }
}

/** `Host:shop.example.com;PathPrefix:/api`: rules of Traefik v1 have nothing in common with those of v3. */
function firstVersion(text: string): RuleProblem | undefined {
  const [whole, name = '', value = ''] = /^\s*([A-Za-z]+):\s*([^;`"]+)/.exec(text) ?? []
  if (whole === undefined) return undefined
  const more = text.includes(';') ? ' && …' : ''
  return error(
    { offset: text.length - text.trimStart().length, length: text.trim().length },
    'This is a rule in the words of Traefik v1.',
    `Write the matchers as calls: ${name}(\`${value.trim()}\`)${more}.`,
  )
}

/** Checks the values of one matcher: what Traefik would refuse is an error, what could never match a warning. */
import { parseNetwork } from '../ip.ts'
import { checkRe2 } from '../re2.ts'
import { valuesOf } from './matchers.ts'
import type { Matcher, RuleValue } from './node.ts'
import { error, warning, type RuleNeed, type RuleProblem } from './problem.ts'
import { neverMatchingHost, neverMatchingPath, v2Pattern } from './neverMatching.ts'

interface Checked {
  readonly problems: readonly RuleProblem[]
  readonly needs: readonly RuleNeed[]
}

export function checkMatcher(matcher: Matcher): Checked {
  const { name, values } = matcher
  const [least, most] = valuesOf(name)
  if (values.length < least || values.length > most) return { problems: [wrongCount(matcher)], needs: [] }
  const empty = values.filter(({ text }) => text === '')
  if (empty.length > 0)
    return {
      problems: empty.map((value) =>
        error(value, `\`${name}\` cannot compare with an empty value.`, emptyHelp(matcher)),
      ),
      needs: [],
    }
  const [first, last] = [values[0], values.at(-1)]
  if (first === undefined || last === undefined) return { problems: [], needs: [] }
  const problem = problemOf(matcher, first, last)
  return { problems: problem === undefined ? [] : [problem], needs: needsOf(matcher, first) }
}

function problemOf({ name, values }: Matcher, first: RuleValue, last: RuleValue): RuleProblem | undefined {
  switch (name) {
    case 'Host':
      return first.text === '*' ? undefined : (nonAscii(first) ?? neverMatchingHost(first))
    case 'HostRegexp':
      return nonAscii(first) ?? regexProblem(first) ?? v2Pattern(first, 'host')
    case 'HostSNIRegexp':
      return nonAscii(first) ?? regexProblem(first) ?? v2Pattern(first, 'host')
    case 'Path':
    case 'PathPrefix':
      return relativePath(first) ?? v2Pattern(first, 'path') ?? neverMatchingPath(first)
    case 'PathRegexp':
    case 'HeaderRegexp':
      return regexProblem(last)
    case 'QueryRegexp':
      return values.length === 2 ? regexProblem(last) : undefined
    case 'Query':
      return values.length === 1 && first.text.includes('=')
        ? warning(
            first,
            `A single value of \`Query\` is a name, and no name holds \`=\`: this never matches.`,
            `Write Query(\`${first.text.split('=')[0]}\`, \`${first.text.slice(first.text.indexOf('=') + 1)}\`).`,
          )
        : undefined
    case 'Header':
      return first.text.toLowerCase() === 'host'
        ? warning(
            first,
            'The `Host` header is not among the headers that are compared: this never matches.',
            `Write Host(\`${last.text}\`).`,
          )
        : undefined
    case 'Method':
      return /^[\w!#$%&'*+.^|~-]+$/.test(first.text)
        ? undefined
        : warning(
            first,
            `\`${first.text}\` is no method: this never matches.`,
            'One matcher takes one method: Method(`GET`) || Method(`HEAD`).',
          )
    case 'ClientIP':
      return parseNetwork(first.text) === undefined
        ? error(
            first,
            `\`${first.text}\` is neither an IP address nor a network.`,
            'Write `192.168.1.5`, `10.0.0.0/8` or `2001:db8::/32`.',
          )
        : undefined
    case 'HostSNI':
      return first.text === '*' || /^(\*\.)?[\w.:-]+$/.test(first.text)
        ? undefined
        : error(
            first,
            `\`${first.text}\` is no host name.`,
            'Write `db.example.com`, `*.example.com`, or `*` for every connection.',
          )
    case 'ALPN':
      return reservedProtocol(first)
  }
}

function needsOf({ name }: Matcher, value: RuleValue): readonly RuleNeed[] {
  if ((name !== 'Host' && name !== 'HostSNI') || !value.text.startsWith('*')) return []
  if (name === 'HostSNI' && value.text === '*') return []
  const { offset, length } = value
  return [{ offset, length, what: `A wildcard in \`${name}\``, since: value.text === '*' ? '3.7.7' : '3.7' }]
}

function wrongCount({ name, values, offset, length }: Matcher): RuleProblem {
  const [least, most] = valuesOf(name)
  const wanted =
    least === most ? (least === 1 ? 'one value' : `${least} values`) : `${least} or ${most} values`
  const message = `\`${name}\` takes ${wanted}, not ${values.length === 0 ? 'none' : values.length}.`
  if (most > 1 || values.length < 2) return error({ offset, length }, message)
  const parts = values.map(({ text }) => `${name}(\`${text}\`)`)
  return error({ offset, length }, message, `A list was the form of Traefik v2. Write ${parts.join(' || ')}.`)
}

function emptyHelp({ name, values }: Matcher): string {
  if ((name === 'Query' || name === 'QueryRegexp') && values[0]?.text !== '')
    return `For a parameter without a value write ${name}(\`${values[0]?.text}\`).`
  return 'Write a value, or take the matcher out.'
}

export function relativePath(value: RuleValue): RuleProblem | undefined {
  const { text } = value
  if (text.startsWith('/')) return undefined
  return error(value, `A path begins with \`/\`; \`${text}\` does not.`, `Write \`/${text}\`.`)
}

export function reservedProtocol(value: RuleValue): RuleProblem | undefined {
  if (value.text !== 'acme-tls/1') return undefined
  return error(value, '`acme-tls/1` is kept for certificates; no rule may name it.', 'Take it out.')
}

export function nonAscii(value: RuleValue): RuleProblem | undefined {
  // oxlint-disable-next-line no-control-regex -- the range is what ASCII means
  if (/^[\x00-\x7f]*$/.test(value.text)) return undefined
  return error(
    value,
    `\`${value.text}\` holds letters outside of ASCII, which Traefik refuses in a host.`,
    asPunycode(value.text),
  )
}

function asPunycode(text: string): string {
  const url = `http://${text}/`
  return /^[\p{L}\p{N}\p{M}._-]+$/u.test(text) && URL.canParse(url)
    ? `Write \`${new URL(url).hostname}\`.`
    : 'Write the name as the DNS knows it: `xn--…`.'
}

export function regexProblem(value: RuleValue): RuleProblem | undefined {
  const wrong = checkRe2(value.text)
  if (wrong === undefined) return undefined
  return error(
    value,
    `This is not a regular expression that Traefik can read: ${wrong.problem}.`,
    'Traefik reads the syntax of RE2: https://github.com/google/re2/wiki/Syntax.',
  )
}

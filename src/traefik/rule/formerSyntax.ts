/**
 * Rules of Traefik 2, which `ruleSyntax: v2` still takes: the same expressions of other matchers, which take lists of
 * values, and templates `{name:pattern}` where Traefik 3 has regular expressions.
 */
import { suggest } from '../../diagnostics/suggest.ts'
import { parseNetwork } from '../ip.ts'
import { nonAscii, regexProblem, relativePath, reservedProtocol } from './check.ts'
import { lex } from './lex.ts'
import { isSpelling, type Dialect, type MatcherName, type Protocol } from './matchers.ts'
import { matchersIn, type Matcher, type RuleValue } from './node.ts'
import { error, type RuleProblem } from './problem.ts'
import { read } from './read.ts'
import { templateProblem } from './template.ts'

/** By the name that Traefik 3 has for it. pkg/muxer/http/matcher_v2.go and pkg/muxer/tcp/matcher_v2.go */
const NAMES: Readonly<Record<Protocol, Readonly<Record<string, MatcherName>>>> = {
  http: {
    Host: 'Host',
    HostHeader: 'Host',
    HostRegexp: 'HostRegexp',
    ClientIP: 'ClientIP',
    Path: 'Path',
    PathPrefix: 'PathPrefix',
    Method: 'Method',
    Headers: 'Header',
    HeadersRegexp: 'HeaderRegexp',
    Query: 'Query',
  },
  tcp: { HostSNI: 'HostSNI', HostSNIRegexp: 'HostSNIRegexp', ClientIP: 'ClientIP', ALPN: 'ALPN' },
}

export function checkFormerSyntax(text: string, protocol: Protocol): readonly RuleProblem[] {
  const { tokens, problem } = lex(text)
  const tree = read(text, tokens, dialectOf(protocol), problem)
  return 'problem' in tree ? [tree.problem] : matchersIn(tree.node).flatMap(problemsOf)
}

function dialectOf(protocol: Protocol): Dialect {
  const names = NAMES[protocol]
  const known = Object.keys(names)
  return {
    canonicalName: (written) => names[known.find((name) => isSpelling(written, name)) ?? ''],
    misnamed(written) {
      const near = suggest(written, known)
      return {
        message: `There is no matcher \`${written}\` in rules of Traefik 2, which \`ruleSyntax: v2\` asks for.`,
        help: near === undefined ? `There are ${known.join(', ')}.` : `Did you mean \`${near}\`?`,
      }
    },
  }
}

function problemsOf(matcher: Matcher): readonly RuleProblem[] {
  const { name, values } = matcher
  if (values.length === 0) return [error(matcher, 'This matcher has no value.', 'Write one, or take it out.')]
  const empty = values.find(({ text }) => text === '')
  if (empty !== undefined)
    return [error(empty, 'No matcher compares with an empty value.', 'Write one, or take it out.')]
  if (PAIRS[name]?.(values) === false)
    return [error(matcher, 'Names and values come in pairs here, and one of them is missing.')]
  return values.flatMap((value, index) => problemOf(name, value, index) ?? [])
}

/** Whether each name has its value, for matchers that take both. */
const PAIRS: Readonly<Partial<Record<MatcherName, (values: readonly RuleValue[]) => boolean>>> = {
  Header: isEven,
  HeaderRegexp: isEven,
  Query: (values) => isEven(values.flatMap(({ text }) => (text.includes('=') ? [text, text] : [text]))),
}

function isEven(values: readonly unknown[]): boolean {
  return values.length % 2 === 0
}

function problemOf(name: MatcherName, value: RuleValue, index: number): RuleProblem | undefined {
  switch (name) {
    case 'Host':
      return nonAscii(value)
    case 'HostRegexp':
    case 'HostSNIRegexp':
      return nonAscii(value) ?? templateProblem(value)
    case 'Path':
    case 'PathPrefix':
      return relativePath(value) ?? templateProblem(value)
    case 'Query':
      return templateProblem(value)
    case 'HeaderRegexp':
      return index % 2 === 1 ? regexProblem(value) : undefined
    case 'ClientIP':
      return parseNetwork(value.text) === undefined
        ? error(value, `\`${value.text}\` is neither an IP address nor a network.`)
        : undefined
    case 'HostSNI':
      return value.text === '*' || /^[\w.:-]+$/.test(value.text)
        ? undefined
        : error(
            value,
            `\`${value.text}\` is no host name.`,
            'Write `db.example.com`, or `*` for every connection.',
          )
    case 'ALPN':
      return reservedProtocol(value)
    default:
      return undefined
  }
}

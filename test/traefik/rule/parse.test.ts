import t from 'tap'
import { matchersIn, hostsIn } from '../../../src/traefik/rule/node.ts'
import { parseRule } from '../../../src/traefik/rule/parse.ts'

/** The problem's sentence with what it points at, as `message @ text`. */
function problems(rule: string, protocol: 'http' | 'tcp' = 'http'): readonly string[] {
  return parseRule(rule, protocol).problems.map(
    ({ severity, message, offset, length }) =>
      `${severity}: ${message} @ ${rule.slice(offset, offset + length)}`,
  )
}

t.test('reads operators, parentheses and negation with their places', (t) => {
  const rule = '(Host(`a.x`) || host("b.x")) && !PATHPREFIX(`/x`)'
  const { node, problems, needs } = parseRule(rule, 'http')
  t.same([problems, needs], [[], []])
  t.equal(node?.kind, 'and')
  t.same(node === undefined ? [] : hostsIn(node), ['a.x', 'b.x'])
  t.same(
    (node === undefined ? [] : matchersIn(node)).map(({ name, values, offset, length }) => [
      name,
      values.map(({ text }) => text),
      rule.slice(offset, offset + length),
    ]),
    [
      ['Host', ['a.x'], 'Host(`a.x`)'],
      ['Host', ['b.x'], 'host("b.x")'],
      ['PathPrefix', ['/x'], 'PATHPREFIX(`/x`)'],
    ],
  )
  t.end()
})

t.test('takes what Go takes', (t) => {
  for (const rule of [
    'Host(`a`) &&\n  Path(`/`)\n',
    '\n Host(`a`,) /* a comment */ || // another\n Host(`b`)',
    'Host("\\u0061\\x2e\\142")',
    'Path("/\\xc3\\xa9")',
    '!!Host(`a`)',
    '((Host(`a`)))',
    'Host(`*.example.com`)',
    'Hostregexp(`^a$`)',
    'Query(`a`) && Query(`a`, `b`)',
    'ClientIP(`::1`) || ClientIP(`10.1.2.3/8`)',
  ])
    t.same(problems(rule), [], rule)
  t.same(problems('HostSNI(`*`) && ALPN(`h2`) && ClientIP(`1.2.3.4`)', 'tcp'), [])
  t.end()
})

t.test('reads the escapes of a Go string', (t) => {
  const { node } = parseRule('Header("X-\\x41", "\\"\\\\\\t\\u00e9\\U0001F600\\303\\251")', 'http')
  t.same(
    (node === undefined ? [] : matchersIn(node)).flatMap(({ values }) => values.map(({ text }) => text)),
    ['X-A', '"\\\té😀é'],
  )
  t.end()
})

t.test('says what is wrong at its place', (t) => {
  const cases: readonly [string, string][] = [
    ['', 'error: The rule is empty. @ '],
    ["Host('a.x')", "error: A value stands between backticks, not between single quotes. @ 'a.x'"],
    ['Host(a.example.com)', 'error: The value a.example.com has no backticks around it. @ a.example.com'],
    ['Host(`a`) and Path(`/`)', 'error: `and` is no operator of rules. @ and'],
    ['not Host(`a`)', 'error: `not` is no operator of rules. @ not'],
    ['Host(`a`) & Path(`/`)', 'error: `&` is nothing that a rule can hold. @ &'],
    ['Host(`a`) Path(`/`)', 'error: An operator is missing before this. @ Path'],
    [
      'Host(`a`)\n&& Path(`/`)',
      'error: A line of a rule can only end behind `&&`, `||`, `!`, `(` or `,`. @ \n',
    ],
    ['(Host(`a`)', 'error: The closing `)` is missing. @ ('],
    ['Host(`a`', 'error: The closing `)` is missing. @ Host'],
    ['Host(`a`))', 'error: There is a `)` without a `(`. @ )'],
    ['Host(`a`) &&', 'error: The rule ends where a matcher is expected. @ &'],
    ['Host(`a)', 'error: The closing backtick is missing. @ `'],
    ['Host("a\\d")', 'error: `\\d` begins no escape that a Go string has. @ \\d'],
    ['Host', 'error: `Host` has no value. @ Host'],
    ['Host()', 'error: `Host` takes one value, not none. @ Host()'],
    ['Host(`a`, `b`)', 'error: `Host` takes one value, not 2. @ Host(`a`, `b`)'],
    ['Host(``)', 'error: `Host` cannot compare with an empty value. @ ``'],
    ['Header(`X`)', 'error: `Header` takes 2 values, not 1. @ Header(`X`)'],
    ['Headers(`X`, `1`)', 'error: There is no matcher `Headers` in rules of HTTP routers. @ Headers'],
    ['HostSNI(`a`)', 'error: There is no matcher `HostSNI` in rules of HTTP routers. @ HostSNI'],
    ['Hots(`a`)', 'error: There is no matcher `Hots` in rules of HTTP routers. @ Hots'],
    ['Path(`x`)', 'error: A path begins with `/`; `x` does not. @ `x`'],
    [
      'HostRegexp(`(?=a)`)',
      'error: This is not a regular expression that Traefik can read: `(?=` looks ahead, which RE2 cannot. @ `(?=a)`',
    ],
    [
      'ClientIP(`10.0.0.0/33`)',
      'error: `10.0.0.0/33` is neither an IP address nor a network. @ `10.0.0.0/33`',
    ],
    ['Host:a.x;Path:/', 'error: This is a rule in the words of Traefik v1. @ Host:a.x;Path:/'],
    ['`a`', 'error: A value alone says nothing. @ `a`'],
    [
      'Path(`/{id:[0-9]+}`)',
      'warning: `{name:…}` was a pattern of Traefik v2; Traefik v3 compares the braces as they are. @ `/{id:[0-9]+}`',
    ],
    [
      'Host(`a.x:8443`)',
      'warning: This never matches: Traefik compares a host without its port. @ `a.x:8443`',
    ],
    ['Path(`/a%20b`)', 'warning: This never matches: Traefik decodes paths before it compares. @ `/a%20b`'],
    [
      'Header(`Host`, `a.x`)',
      'warning: The `Host` header is not among the headers that are compared: this never matches. @ `Host`',
    ],
  ]
  for (const [rule, expected] of cases) t.same(problems(rule), [expected], JSON.stringify(rule))
  t.same(problems('Host(`bücher.example`)'), [
    'error: `bücher.example` holds letters outside of ASCII, which Traefik refuses in a host. @ `bücher.example`',
  ])
  t.same(problems('Host(`a`)', 'tcp'), ['error: There is no matcher `Host` in rules of TCP routers. @ Host'])
  t.same(problems('HostSNI(`a b`)', 'tcp'), ['error: `a b` is no host name. @ `a b`'])
  t.same(problems('Path(`a`) && ClientIP(`x`)').length, 2, 'all wrong values of one rule are told')
  t.end()
})

t.test('names the version that a form needs', (t) => {
  const needs = (rule: string, protocol: 'http' | 'tcp' = 'http') =>
    parseRule(rule, protocol).needs.map(({ what, since }) => `${what}: ${since}`)
  t.same(needs('Host(`*.x.com`)'), ['A wildcard in `Host`: 3.7'])
  t.same(needs('Host(`*`)'), ['A wildcard in `Host`: 3.7.7'])
  t.same(needs('HostSNI(`*`) || HostSNI(`*.a`)', 'tcp'), ['A wildcard in `HostSNI`: 3.7'])
  t.same(needs('HostRegexp(`.*`)'), [])
  t.end()
})

t.test('is not brought down by what nobody writes', (t) => {
  t.equal(parseRule(`${'('.repeat(100_000)}Host(\`a\`)`, 'http').problems.length, 1)
  t.equal(parseRule(`${'!'.repeat(100_000)}Host(\`a\`)`, 'http').problems.length, 1)
  const long = Array.from({ length: 5000 }, (_, index) => `Host(\`h${index}.x\`)`).join(' || ')
  t.equal(parseRule(long, 'http').problems.length, 0)
  t.equal(parseRule('Host(`a\0`)', 'http').problems.length, 1)
  t.end()
})

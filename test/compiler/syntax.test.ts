/** Where YAML gives up, the message is at the word that has to change, and says what to write there. */
import { test } from 'tap'
import { compileText } from '../property/body.ts'

const GOOD = '    host: shop.example.com\n    upstream: http://app:8080\n'

/** Lines of a service, or a whole file; `▶` stands where the message must point. What is said, and what to do. */
const BROKEN: readonly (readonly [string, string, RegExp, RegExp])[] = [
  ['a quote', '    hsts: ▶"2y\n', /the `"` that stands here is not closed/, /^Write `"2y"`\.$/],
  ['a single quote', "    rule: ▶'Host(`a.example`)\n", /not closed/, /^Write `'Host\(`a\.example`\)'`\.$/],
  ['a quote before a comment', '    hsts: ▶"2y # two years\n', /not closed/, /^Write `"` behind the text\.$/],
  ['a bracket', '    allow: ▶[10.0.0.0/8, 10.1.0.0/16\n', /the `\[` .* not closed/, /^Write `\]` behind/],
  ['the outer of two braces', '    headers: ▶{ request: { X-A: b }\n', /the `{` .* not closed/, /^Write `}`/],
  ['a quote in a list', '    allow: [10.0.0.0/8, ▶"::/0]\n', /the `"` .* not closed/, /./],
  ['an apostrophe that is none', "    headers: ▶{ request: { X-A: it's }\n", /the `{` .* not closed/, /./],
  ['a bracket too many', '    allow: [10.0.0.0/8]▶]\n', /this `\]` closes nothing/, /^Take it out/],
  ['a star', '    redirectFrom: ▶*.example.org\n', /cannot begin with `\*`/, /: "\*\.example\.org"\.$/],
  ['a star in a list', '    redirectFrom: [a.example, ▶*.b.example]\n', /`\*`/, /: "\*\.b\.example"\.$/],
  ['an alias of nothing', '    allow: ▶*office\n', /no anchor `&office`/, /"\*office"\.$/],
  ['backticks', '    rule: ▶`Host`(a)\n', /cannot begin with a backtick/, /: "`Host`\(a\)"\.$/],
  ['an exclamation mark', '    rule: ▶!Host(`a`)\n', /cannot begin with `!`/, /: "!Host\(`a`\)"\.$/],
  ['a backtick behind a comma', '    rule: ▶Header(`A`, `b: c`)\n', /a colon and a blank/, /`b: c`\)"\./],
  ['an escape', '    path: { regex: "▶\\d+" }\n', /begins an escape/, /single quotes: '\\d\+'\.$/],
  [
    'text behind quotes',
    '    rule: "Host(`a`)" ▶&& Path(`/`)\n',
    /behind the closing quote/,
    /one pair of quotes/,
  ],
  ['a comment that touches', '    hsts: "2y"▶# ok\n', /behind the closing quote/, /before the `#`/],
  [
    'a list behind its key',
    '    allow: ▶- 10.0.0.0/8\n',
    /cannot begin behind its key/,
    /`\[10\.0\.0\.0\/8, …\]`/,
  ],
  ['no blank behind a colon', '    ▶hsts:2y\n', /behind the colon/, /^Write `hsts: 2y`\.$/],
  [
    'no blank behind a dash',
    '    allow:\n      - ::1\n      ▶-10.0.0.1\n',
    /the `-` of an item/,
    /`- 10\.0\.0\.1`/,
  ],
  ['no colon', '    ▶hsts 2y\n', /neither a key/, /^Write `hsts: 2y`\.$/],
  ['an equals sign', '    ▶hsts = 2y\n', /neither a key/, /^Write `hsts: 2y`\.$/],
  ['a key alone above a list', '    ▶allow\n      - ::1\n', /neither a key/, /^Write `allow:` and its value/],
  ['a word of nginx', '    ▶proxy_pass http://a;\n', /neither a key/, /^Write `proxy_pass: http:\/\/a`\.$/],
  ['a comment of another language', '    ▶// two years\n', /neither a key/, /A comment begins with `#`/],
  ['a second colon', '    hsts: ▶2y: x\n', /a colon and a blank/, /"2y: x"/],
  [
    'a blank in a URL',
    '    mirror: ▶http: //a:80\n',
    /a colon and a blank/,
    /^Write `http:\/\/a:80`, without/,
  ],
  ['a colon at the end', '    mirror: ▶http://a:\n', /a colon and a blank/, /^Write `http:\/\/a`, without/],
  [
    'two keys on a line',
    '    headers: ▶response:\n      X-A: b\n',
    /a colon/,
    /^Begin `response:` on a line/,
  ],
  ['a colon in braces', '    headers: { request: { X-A: ▶b: c } }\n', /a colon and a blank/, /"b: c"/],
  ['no comma', '    routes: [{ path: /a ▶mirror: http://b }]\n', /a comma is missing/, /before `mirror`/],
  [
    'a key that is too deep',
    '    hsts: 2y\n      ▶compress: true\n',
    /deeper than the one above/,
    /column 5\.$/,
  ],
  [
    'a key between columns',
    '    headers:\n      request: {}\n     ▶response: {}\n',
    /column 6/,
    /column 7 or 5\.$/,
  ],
  [
    'a key below the dash',
    '    routes:\n      - path: /a\n      ▶hsts: 2y\n',
    /other keys of an item/,
    /column 9/,
  ],
  [
    'an item between columns',
    '    routes:\n      - path: /a\n     ▶- path: /b\n',
    /column 6/,
    /in column 7\.$/,
  ],
  [
    'a text below its key',
    '    circuitBreaker: |\n    ▶abc > 1\n',
    /no deeper than its key/,
    /two blanks more/,
  ],
  ['a no-break space', '    hsts:▶\u00a02y\n', /no usual blank \(U\+00A0\)/, /type a blank/],
  ['a wide colon', '    hsts▶\uff1a 2y\n', /U\+FF1A/, /Write `:`/],
  ['a template', '    hsts: ▶{{ env "HSTS" }}\n', /template/, /`\$\{NAME\}`/],
  ['a merge', '▶<<<<<<< HEAD\n    hsts: 2y\n=======\n    hsts: 1y\n>>>>>>> x\n', /merge/, /one of the two/],
]

const FILES: readonly (readonly [string, string, RegExp, RegExp])[] = [
  ['a control character', 'services:\n  shop: { host: "a▶\u0007b" }\n', /U\+0007/, /^Delete it/],
  ['UTF-16 without a mark', 's▶\u0000e\u0000\n', /U\+0000/, /as UTF-8/],
  ['no colon at all', '▶services\n  shop: {}\n', /neither a key/, /^Write `services:`/],
  ['fences', '▶```yaml\nservices: {}\n```\n', /neither a key/, /Markdown/],
  ['TOML', '▶[http.routers.shop]\n  rule = "Host(`a`)"\n', /it is TOML/, /^Write `key: value`/],
  ['two dashes', 'services: {}\n▶--\n', /neither a key/, /divided by `---`/],
  ['a brace too many', '{"services":{}}▶}\n', /this `}` closes nothing/, /^Take it out/],
  ['JSON without a comma', '{"services":{} ▶"http":{}}\n', /a comma is missing/, /before this/],
  ['a list of Windows', 'services:\r\n  shop:\r\n    ▶host:a\r\n    hsts: 2y\r\n', /the colon/, /`host: a`/],
]

test('what is not YAML is told at the word that has to change', (t) => {
  const services = BROKEN.map(
    ([what, lines, ...said]) => [what, `services:\n  shop:\n${lines}${GOOD}`, ...said] as const,
  )
  for (const [what, marked, message, help] of [...services, ...FILES]) {
    const text = marked.replace('▶', '')
    const before = marked.slice(0, marked.indexOf('▶')).split(/\r\n|[\r\n]/)
    const { diagnostics } = compileText(text)
    t.match(
      diagnostics,
      [
        {
          code: 'yaml-syntax',
          message,
          help,
          place: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
        },
      ],
      what,
    )
    t.equal(diagnostics.length, 1, `${what} is told once`)
  }
  t.end()
})

test('what to write does not show a password', (t) => {
  for (const line of [
    'headers: { request: { X-Api-Token: "hunter2000',
    'auth: { basic: ["admin:hunter2000',
    'password: hunter2000: x',
    'password:hunter2000',
    'password hunter2000',
  ]) {
    const { diagnostics } = compileText(`services:\n  shop:\n    ${line}\n${GOOD}`)
    t.match(diagnostics, [{ code: 'yaml-syntax' }], line)
    t.notMatch(JSON.stringify(diagnostics), /hunter/, line)
  }
  t.end()
})

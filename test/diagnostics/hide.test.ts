import { test } from 'tap'
import { hideSecrets, hideSecretsIn } from '../../src/diagnostics/hide.ts'

const HASH = '$2y$05$abcdefghijklmnopqrstuu5LUSPGDHUqpTvcXtBKfeJbLs4Fxem1e'

test('what stands after a key that names a secret is hidden, and its columns stay', (t) => {
  for (const [line, shown] of [
    ['        Authorization: Bearer abc', '        Authorization: ****** ***'],
    ['  X-Api-Key: "a b"', '  X-Api-Key: "* *"'],
    ["  X-Auth-Token: 'abc', b", "  X-Auth-Token: '***', b"],
    [
      '{ request: { X-Secret-Word: abc, X-Other: def } }',
      '{ request: { X-Secret-Word: ***, X-Other: def } }',
    ],
    ['auth: { basic: ["a:b", c] }', 'auth: { basic: ["***", *] }'],
    ['    password:12345', '    password:*****'],
    ['    token = abc', '    token = ***'],
    ['    password: 12345', '    password: *****'],
    ['    "password": "12"', '    "password": "**"'],
  ] as const)
    t.equal(hideSecretsIn([line], 0), shown, line)
  t.end()
})

test('what tells nothing is shown', (t) => {
  for (const line of [
    '  Authorization: ${TOKEN}',
    '  Authorization: "${file:../token}"',
    '  auth: { basic: "${file:users}" }',
    '  cors: { origins: "*", credentials: true }',
    '  auth: authentik',
    '  sticky: { cookie: { name: where } }',
    '  upstream: https://auth.example.com:9443/realms/of-a-very-long-name/protocol/openid-connect',
    '  host: a-very-long-name-of-a-host-with-many-labels-01.example.com',
    '  basic:',
  ])
    t.equal(hideSecretsIn([line], 0), line, line)
  t.end()
})

test('what stands below a key that names a secret is hidden', (t) => {
  const lines = [
    'services:',
    '  shop:',
    '    auth:',
    '      basic:',
    '        # the owner',
    '        - me:mine',
    '',
    '        - you:yours',
    '    headers:',
    '      request:',
    '        Authorization: >-',
    '          Basic',
    '          abcdef',
    '        X-Other: fine',
    'tokens:',
    '- abc',
    'host: shop',
    'keyFile: |',
    '  -----BEGIN PRIVATE KEY-----',
    '  MIG=',
    'keyFile: /etc/key.pem',
  ]
  const shown = lines.map((_line, index) => hideSecretsIn(lines, index))
  const hidden = {
    5: '        - *******',
    7: '        - *********',
    11: '          *****',
    12: '          ******',
    15: '- ***',
    18: `  ${'*'.repeat(10)} ${'*'.repeat(7)} ${'*'.repeat(8)}`,
    19: '  ****',
  }
  t.same(shown, Object.assign([...lines], hidden))
  t.end()
})

test('secrets are known by how they look, wherever they are', (t) => {
  for (const [text, shown] of [
    [`\`admin:${HASH}\` is not`, /^`admin:\*+` is not|^`\*+` is not/],
    ['http://me:mine@shop:80', /^http:\/\/me:\*\*\*\*@shop:80$/],
    ['it says Bearer abc123def', /^it says Bearer \*{9}$/],
    [`-----BEGIN PRIVATE KEY-----\nMIIEvQ`, /^-----BEGIN PRIVATE KEY-----\n\*{6}$/],
    ['f3a1'.repeat(16), /^\*{64}$/],
    ['xoxb-1234567890-ABCDEFGHIJ-abcdefghijklmnopqrst', /^\*+$/],
  ] as const)
    t.match(hideSecrets(text), shown, text)
  t.end()
})

test('a very long line takes no time', (t) => {
  for (const text of [
    'a'.repeat(1e6),
    '-token'.repeat(2e5),
    'x: '.repeat(3e5),
    '//a:'.repeat(2e5),
    'aB1'.repeat(3e5),
    `token:${' '.repeat(1e6)}x`,
    `${'a'.repeat(1e6)}: b`,
    'token: ['.repeat(2e5),
    '{a: ${'.repeat(2e5),
    `token: "${'x'.repeat(1e6)}`,
  ]) {
    // Of this process: others may want the cores.
    const start = process.cpuUsage()
    hideSecretsIn([text, '  x'], 1)
    hideSecretsIn([text], 0)
    t.ok(process.cpuUsage(start).user < 2_000_000, text.slice(0, 6))
  }
  t.end()
})

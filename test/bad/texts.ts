/** Whole files that are wrong. `▶` stands where the message must point, and is taken out of the text. */
import type { MessageCode } from '../../src/diagnostics/messages.ts'

export const WRONG_TEXTS: readonly (readonly [string, MessageCode, string])[] = [
  ['a tab for indentation', 'yaml-syntax', 'services:\n▶\tshop: {}\n'],
  ['an open brace', 'yaml-syntax', 'services: { shop: ▶{ host: a.example\n'],
  ['an open quote', 'yaml-syntax', 'services:\n  shop:\n    host: ▶"a.example\n'],
  ['a star without quotes', 'yaml-syntax', 'services:\n  shop:\n    host: ▶*.example.com\n'],
  ['an unknown alias', 'yaml-syntax', 'services:\n  shop: ▶*nothing\n'],
  ['an unknown tag', 'yaml-syntax', 'services:\n  shop: ▶!include other.yaml\n'],
  ['a binary tag', 'yaml-syntax', 'services:\n  shop: ▶!!binary aGVsbG8=\n'],
  ['a key without a colon', 'yaml-syntax', 'services:\n  shop:\n    host: a.example\n    ▶upstream\n'],
  ['two values on a line', 'yaml-syntax', 'services:\n  shop: a▶: b\n'],
  ['an at sign at the start', 'yaml-syntax', 'services:\n  shop:\n    host: ▶@example\n'],
  ['a backtick at the start', 'yaml-syntax', 'services:\n  shop:\n    rule: ▶`x`\n'],
  ['a control character', 'yaml-syntax', 'services:\n  shop:\n    host: a▶\u0007b\n'],
  ['a NUL', 'yaml-syntax', 'services:\n  shop: ▶\u0000\n'],
  ['an escape that is none', 'yaml-syntax', 'services:\n  shop: "▶\\q"\n'],
  ['half an escape', 'yaml-syntax', 'services:\n  shop: "\\u12▶"\n'],
  ['bad indentation', 'yaml-syntax', 'services:\n  shop:\n    host: a.example\n   ▶upstream: http://a\n'],
  [
    'a duplicate key',
    'duplicate-key',
    'services:\n  shop: { host: a.example, upstream: http://a }\n  ▶shop: { host: b.example, upstream: http://b }\n',
  ],
  ['a list as the root', 'wrong-type', '▶- services\n'],
  ['a text as the root', 'wrong-type', '▶hello\n'],
  ['a number as the root', 'wrong-type', '▶42\n'],
  ['an unknown root key', 'unknown-key', '▶servces:\n  shop: {}\n'],
  ['a Compose file', 'unknown-key', 'services: {}\n▶volumes: {}\n'],
  ['services as a list', 'wrong-type', '▶services:\n  - shop\n'],
  ['services as a text', 'wrong-type', 'services: ▶shop\n'],
  ['a service as a text', 'wrong-type', 'services:\n  shop: ▶http://app\n'],
  ['a service as a list', 'wrong-type', 'services:\n  ▶shop: [a]\n'],
  ['a service of nothing', 'wrong-type', 'services:\n  ▶shop:\n'],
  [
    'a name with an at sign',
    'bad-name',
    'services:\n  ▶shop@file: { host: a.example, upstream: http://a }\n',
  ],
  ['a name with a blank', 'bad-name', 'services:\n  ▶my shop: { host: a.example, upstream: http://a }\n'],
  ['an empty name', 'bad-name', 'services:\n  ▶"": { host: a.example, upstream: http://a }\n'],
  [
    'a name of 300 letters',
    'bad-name',
    `services:\n  ▶${'a'.repeat(300)}: { host: a.example, upstream: http://a }\n`,
  ],
  [
    'a name with a line break',
    'bad-name',
    'services:\n  ▶"a\\nb": { host: a.example, upstream: http://a }\n',
  ],
  ['a service without a host', 'missing-host', 'services:\n  ▶shop: { upstream: http://a }\n'],
  ['a service without an upstream', 'missing-upstream', 'services:\n  ▶shop: { host: a.example }\n'],
  [
    'a missing variable',
    'undefined-variable',
    'services:\n  shop: { host: ▶"${NOWHERE}", upstream: http://a }\n',
  ],
  ['an open variable', 'bad-variable', 'services:\n  shop: { host: ▶"${HOST", upstream: http://a }\n'],
  ['an empty variable', 'bad-variable', 'services:\n  shop: { host: ▶"${}", upstream: http://a }\n'],
  [
    'a variable with a message',
    'undefined-variable',
    'services:\n  shop: { host: ▶"${HOST:?say which}", upstream: http://a }\n',
  ],
  ['defaults as a list', 'wrong-type', '▶defaults: [a]\n'],
  ['a host in defaults', 'foreign-key', 'defaults: { ▶host: a.example }\n'],
  ['an entry point that is none', 'unknown-key', 'defaults: { entryPoints: { ▶web: x } }\n'],
  ['a profile with an unknown version', 'bad-value', 'tlsProfiles: { old: { minVersion: ▶"1.4" } }\n'],
  ['a profile with SSL', 'bad-value', 'tlsProfiles: { old: { minVersion: ▶SSLv3 } }\n'],
  [
    'a profile with no version between',
    'cannot-stand-together',
    'tlsProfiles: { odd: { minVersion: ▶1.3, maxVersion: 1.2 } }\n',
  ],
  [
    'a profile with an unknown cipher suite',
    'unknown-word',
    'tlsProfiles: { odd: { cipherSuites: [▶ECDHE-RSA-AES128-GCM-SHA256] } }\n',
  ],
  [
    'a profile named as a built-in one',
    'duplicate-profile',
    'tlsProfiles: { ▶modern: { minVersion: 1.2 } }\n',
  ],
  ['an incomplete provider', 'missing-key', 'auth: { ▶authentik: { mode: single } }\n'],
  ['an unknown kind of provider', 'unknown-word', 'auth: { mine: { type: ▶keycloak, url: http://k } }\n'],
  ['an alias bomb', 'yaml-syntax', bomb(9, 12)],
  ['an alias bomb with few aliases', 'too-many-values', `▶${bomb(7, 8).replace('▶', '')}`],
  ['an alias that holds itself', 'alias-cycle', '▶services: &a\n  shop: *a\n'],
  ['a list that holds itself', 'alias-cycle', '▶services:\n  shop: { host: &a [*a], upstream: http://a }\n'],
  ['depth', 'yaml-syntax', `services: ${'['.repeat(63)}▶[${']'.repeat(64)}\n`],
  ['depth of mappings', 'yaml-syntax', `services: ${'{a: '.repeat(62)}▶{a: {a: 1}${'}'.repeat(63)}\n`],
  ['depth of blocks', 'yaml-syntax', deepBlock()],
  ['a hundred thousand brackets', 'yaml-syntax', `services: ${'['.repeat(63)}▶${'['.repeat(100_000)}`],
  [
    'a thousand merge keys',
    'yaml-syntax',
    `a: &a {x: 1}\nservices:\n  shop:\n${'    <<: *a\n'.repeat(100)}    <<: ▶*a\n`,
  ],
  [
    'the word __proto__',
    'unknown-key',
    'services: { shop: { host: a.example, upstream: http://a, ▶__proto__: { enabled: false } } }\n',
  ],
  [
    'the word constructor',
    'unknown-key',
    'services: { shop: { host: a.example, upstream: http://a, ▶constructor: x } }\n',
  ],
  [
    'Windows line ends',
    'unknown-key',
    'services:\r\n  shop:\r\n    host: a.example\r\n    ▶upstrem: http://a\r\n',
  ],
  [
    'a byte order mark',
    'unknown-key',
    '\ufeffservices:\n  shop:\n    host: a.example\n    ▶upstrem: http://a\n',
  ],
  ['old Mac line ends', 'unknown-key', 'services:\r  shop:\r    host: a.example\r    ▶upstrem: http://a\r'],
  [
    'a long line',
    'unknown-key',
    `services: { shop: { host: [${'a.example, '.repeat(5000)}b.example], upstream: http://a, ▶upstrem: x } }\n`,
  ],
  [
    'an emoji before the place',
    'unknown-key',
    'services:\n  shop: { host: a.example, upstream: http://a, headers: { response: { X-A: "😀" } }, ▶hsst: 2y }\n',
  ],
  [
    'a name of more characters than Traefik reads',
    'bad-name',
    `http:\n  services:\n    ▶${'x'.repeat(1100)}: { loadBalancer: { servers: [{ url: http://a }] } }\n`,
  ],
  [
    'a setting of a plugin with such a name',
    'bad-name',
    `http:\n  middlewares:\n    m: { plugin: { p: { ▶${'x'.repeat(1100)}: 1 } } }\n`,
  ],
  [
    'a rule of Traefik 2 that is none',
    'bad-rule',
    'http:\n  routers:\n    r: { rule: "▶`) || Host(`evil.example", service: s@file, ruleSyntax: v2 }\n',
  ],
  [
    'half a character',
    'half-character',
    'services:\n  shop: { host: a.example, upstream: http://a, headers: { response: { X-A: "▶\\ud83d" } } }\n',
  ],
]

/** Each line holds `width` times the line before. */
function bomb(lines: number, width: number): string {
  const rows = ['a0: &a0 x']
  for (let line = 1; line <= lines; line++)
    rows.push(`a${line}: &a${line} [${Array.from({ length: width }, () => `*a${line - 1}`).join(', ')}]`)
  const text = `${rows.join('\n')}\n`
  // The hundred-and-first alias is one too many.
  let from = 0
  for (let count = 0; count <= 100; count++) from = text.indexOf('*', from) + 1
  return from === 0 ? text : `${text.slice(0, from - 1)}▶${text.slice(from - 1)}`
}

function deepBlock(): string {
  const rows = Array.from({ length: 70 }, (_, depth) => `${' '.repeat(depth)}${depth === 63 ? '▶' : ''}a:`)
  return `${rows.join('\n')} 1\n`
}

/** What a message says to write is good when it is written. */
import { test } from 'tap'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { compileText } from '../property/body.ts'
import { WRONG_VALUES } from './values.ts'

/** Values of a key as people write them, and what they are told to write. */
const NEARLY: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    'host',
    [
      ['https://shop.example.com:8443/', 'shop.example.com'],
      ['//shop.example.com', 'shop.example.com'],
      ['shop.example.com/', 'shop.example.com'],
      ['shop.example.com;', 'shop.example.com'],
      ['"`shop.example.com`"', 'shop.example.com'],
      ['“shop.example.com”', 'shop.example.com'],
      ["shop.example.com'", 'shop.example.com'],
      ['shop.example.com\u200b', 'shop.example.com'],
      ['Host(`shop.example.com`)', 'shop.example.com'],
      ['a.example.com, b.example.com', '[a.example.com, b.example.com]'],
      ['"a.example.com *.b.example.com"', '[a.example.com, "*.b.example.com"]'],
      ['08', '"08"'],
    ],
  ],
  [
    'upstream',
    [
      ['app:8080', 'http://app:8080'],
      ['http//app:8080', 'http://app:8080'],
      ['http:/app:8080', 'http://app:8080'],
      ['https:app:8443', 'https://app:8443'],
      ['://app', 'http://app'],
      ['"8080"', 'http://name:8080'],
      [':8080', 'http://name:8080'],
      ['http://app:8080?a=b', 'http://app:8080'],
      ['http://app:8080/*', 'http://app:8080'],
      ['http://app:8080;', 'http://app:8080'],
      ['proxy_pass http://app:8080;', 'http://app:8080'],
      ['http://a, http://b', '[http://a, http://b]'],
      ['http://a http://b', '[http://a, http://b]'],
    ],
  ],
  [
    'path',
    [
      ['./api', '/api'],
      ['^~ /api', '/api'],
      ['= /api', '{ exact: /api }'],
      ['/api/.*', '/api'],
      ['/api;', '/api'],
      ['http://shop.example.com/api', '/api'],
      ['shop.example.com/api', '/api'],
      ['PathPrefix(`/api`)', '/api'],
      ['/users/:id', "{ regex: '^/users/[^/]+' }"],
      ['/users/[0-9]+', "{ regex: '^/users/[0-9]+' }"],
      ['/(a|b)/c', "{ regex: '^/(a|b)/c' }"],
      ['/a, /b', '[/a, /b]'],
      ['/a /b', '[/a, /b]'],
    ],
  ],
  [
    'hsts',
    [
      ['2 y', '2y'],
      ['2years', '2y'],
      ['1Y', '1y'],
      ['6 months', '180d'],
      ['1 week', '1w'],
      ['1h30', '1h30m'],
      ['1h 30m', '1h30m'],
      ['5 minutes', '5m'],
      ['5min', '5m'],
      ['10sec', '10s'],
      ['2hrs', '2h'],
      ['PT1H', '1h'],
      ['1,5h', '1.5h'],
      ['max-age=31536000; includeSubDomains', '31536000s'],
      ['"true"', 'true'],
    ],
  ],
  [
    'maxBody',
    [
      ['50', '50B'],
      ['1e6', '1000000B'],
      ['50M', '50MiB'],
      ['1,5MB', '1.5MB'],
    ],
  ],
  [
    'rateLimit',
    [
      ['100', '100/s'],
      ['100r/s', '100/s'],
      ['100rps', '100/s'],
      ['100 per minute', '100/m'],
      ['5 requests per second', '5/s'],
      ['1.5/s', '90/m'],
    ],
  ],
  [
    'allow',
    [
      ['10.0.0.*', '10.0.0.0/24'],
      ['"10.1"', '10.1.0.0/16'],
      ['10.0.0.1:80', '10.0.0.1'],
      ['10.0.0.0/255.255.0.0', '10.0.0.0/16'],
      ['private', '[10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, "fc00::/7"]'],
      ['localhost', '[127.0.0.0/8, "::1"]'],
      ['10.0.0.0/8, 192.168.0.0/16', '[10.0.0.0/8, 192.168.0.0/16]'],
      ['10.0.0.1 ::1', '["10.0.0.1", "::1"]'],
    ],
  ],
  ['cors', [['app.example.com', 'https://app.example.com']]],
  [
    'balance',
    [
      ['least_conn', 'p2c'],
      ['ip_hash', 'clientIp'],
      ['wrr', 'roundRobin'],
    ],
  ],
  ['healthCheck', [['http://app/health', '/health']]],
  ['entryPoint', [['web, websecure', '[web, websecure]']]],
]

test('what is nearly right is told as it is right', (t) => {
  for (const [key, rows] of NEARLY)
    for (const [wrong, right] of rows) {
      const found = errorsOf(key, wrong)
      t.equal(found.length, 1, `${key}: ${wrong} is told once`)
      t.ok(toldIn(found[0]?.help ?? '').includes(right), `${key}: ${wrong} is told to be ${right}`, { found })
      t.same(errorsOf(key, right), [], `${key}: ${right} is right`)
    }
  t.end()
})

test('whatever is told to be written for a wrong value is right', (t) => {
  let rows = 0
  for (const [key, , values] of WRONG_VALUES)
    for (const value of values) {
      const [found, ...more] = errorsOf(key, value)
      const right = /^(?:Write|Did you mean) `([^`]+)`(?:\.|\?| for|, or)/.exec(found?.help ?? '')?.[1]
      if (found === undefined || more.length > 0 || right === undefined || found.place.line !== 3) continue
      const { column, length } = found.place
      const written = `    ${key}: ${value}`
      const mended = written.slice(0, column - 1) + right + written.slice(column - 1 + length)
      const left = errorsOf(key, mended.slice(`    ${key}: `.length))
      rows++
      if (left.some(({ place, code }) => place.line === 3 && place.column === column && code === found.code))
        t.fail(`${key}: ${value} is told to be ${right}, which is wrong as well`, { left })
    }
  t.comment(`${rows} values`)
  t.ok(rows > 50)
  t.end()
})

function errorsOf(key: string, value: string): readonly Diagnostic[] {
  const others = { host: 'shop.example.com', upstream: 'http://app' }
  const lines = Object.entries(others).filter(([name]) => name !== key && key !== 'tcp' && key !== 'udp')
  const text = `services:\n  shop:\n    ${key}: ${value}\n${lines.map(([name, one]) => `    ${name}: ${one}\n`).join('')}`
  return compileText(text).diagnostics.filter(({ severity }) => severity === 'error')
}

/** What stands between backticks, and behind a colon. */
function toldIn(help: string): readonly string[] {
  const between = [...help.matchAll(/`+([^`]+)`+/g)].map(([, told]) => told ?? '')
  return [...between, help.replace(/^.*: (".*")\.$/, '$1')]
}

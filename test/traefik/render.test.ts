/** What we write is read by Traefik's YAML parser as the value that was meant. */
import { CORE_SCHEMA, load } from 'js-yaml'
import { test } from 'tap'
import { render } from '../../src/traefik/render.ts'
import { all, any, call, not, quote } from '../../src/traefik/rule.ts'

const HOSTILE = [
  '',
  ' ',
  'true',
  'null',
  '~',
  '0x10',
  '1e3',
  'a: b # c',
  '<<',
  '- x',
  '"',
  "'",
  '\\',
  '/',
  '\u0000',
  '\t\n\r',
  '\u007f\u0085\u009f',
  '\u2028 \u2029',
  '\ufeff\ufffe\uffff',
  '😀',
  '`',
  '${x}',
  '%',
  '@',
  '__proto__',
]

test('survives a YAML parser, whatever the text', (t) => {
  for (const text of HOSTILE) {
    const value = { [`key ${text}`]: [text, { nested: text }] }
    const written = render(value)
    t.same(load(written, { schema: CORE_SCHEMA }), value, encodeURIComponent(text))
    t.notMatch(written, /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\\u[dD][89abAB]/)
  }
  t.end()
})

test('writes the same bytes in whatever order the keys were added', (t) => {
  t.equal(render({ b: 1, a: { '10': 1, '9': 2, x: undefined } }), '{"a":{"10":1,"9":2},"b":1}')
  t.equal(render({ a: { '9': 2, '10': 1 }, b: 1 }), '{"a":{"10":1,"9":2},"b":1}')
  t.end()
})

test('never writes a lone surrogate', (t) => {
  t.throws(() => render({ a: '\ud800' }), /lone surrogate/)
  t.throws(() => render({ '\udfff': 1 }), /lone surrogate/)
  t.throws(() => quote('\ud800'), /lone surrogate/)
  t.end()
})

test('puts values into rules as Go string literals', (t) => {
  t.equal(quote('a b'), '`a b`')
  t.equal(quote('a`b'), '"a`b"')
  t.equal(quote('a`"\\\n\u0085\ufeff'), '"a`\\"\\\\\\n\\u0085\\ufeff"')
  t.end()
})

test('puts alternatives into parentheses only where they must stand', (t) => {
  const [a, b] = [call('Host', 'a'), call('Host', 'b')]
  t.equal(any([a]).text, 'Host(`a`)')
  t.equal(all([any([a, b]), call('Path', '/')]).text, '(Host(`a`) || Host(`b`)) && Path(`/`)')
  t.equal(all([any([a, b])]).text, 'Host(`a`) || Host(`b`)')
  t.equal(not(any([a, b])).text, '!(Host(`a`) || Host(`b`))')
  t.equal(not(a).text, '!Host(`a`)')
  t.end()
})

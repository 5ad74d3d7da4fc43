/** Regular expressions as Go reads them; every row was compared with Go's regexp.Compile. */
import { test } from 'tap'
import { checkRe2 } from '../../src/traefik/re2.ts'

const GOOD = [
  '',
  'a',
  '^a|b$',
  '(a)',
  '(?:a)',
  '(?i)a',
  '(?i:a)',
  '(?P<n>a)',
  '(?<n>a)',
  '(?-s:.)',
  '[a-z]',
  '[^]a]',
  '[]a]',
  '[a-]',
  '[\\d-]',
  '[[:alpha:]]',
  '[[:^digit:]_]',
  '\\d\\W\\s',
  '\\pL\\p{Greek}\\P{^Lu}',
  '\\x41\\x{10FFFF}',
  '\\012',
  '\\Qa(b\\E+',
  '\\Q(',
  'a{2}',
  'a{2,}',
  'a{2,3}?',
  'a{,2}',
  '{',
  'a{',
  '}',
  'a{x}',
  ']',
  'a*?',
  'a+?b',
  '\\A\\z\\b\\B',
  '\\a\\f\\n\\r\\t\\v',
  '\\.\\/\\-\\_',
  'é|😀',
  '()',
  '(|a)',
  'a||b',
  '|',
  '(a{10}){100}',
  'c',
]
const BAD = [
  '(',
  ')',
  'a)',
  '(?=a)',
  '(?!a)',
  '(?<=a)',
  '(?<!a)',
  '(?>a)',
  '\\1',
  '(a)\\1',
  '\\k<n>',
  '\\Z',
  '\\G',
  '\\c',
  '\\',
  '[',
  '[a',
  '[z-a]',
  '[b-a]',
  '[[:foo:]]',
  '*',
  '+a',
  '?',
  'a**',
  'a*+',
  'a{2}{3}',
  'a{3,2}',
  'a{1001}',
  '(a{100}){100}',
  '\\p{Foo}',
  '\\x{110000}',
  '\\xZ',
  '(?P<n',
  '(?P<>a)',
  '(?x)a',
  '(?i',
  '(?#c)',
  '*a',
]

test('takes what Go takes', (t) => {
  for (const pattern of GOOD) t.equal(checkRe2(pattern), undefined, pattern)
  t.end()
})

test('refuses what Go refuses, with a place and a reason', (t) => {
  for (const pattern of BAD) {
    const mistake = checkRe2(pattern)
    t.ok(mistake !== undefined && mistake.offset <= pattern.length && mistake.problem !== '', pattern)
  }
  t.end()
})

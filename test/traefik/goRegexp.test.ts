/** Regular expressions find and replace what Go's do, in time that grows with the text. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { goRegexp, replaceAll } from '../../src/traefik/evaluate/goRegexp.ts'

/** As Go 1.26 answered `FindStringSubmatchIndex` and `ReplaceAllString`, with places in UTF-16 units. */
type Row = readonly [
  pattern: string,
  text: string,
  found: readonly (number | null)[] | null,
  template: string,
  replaced: string,
]

test('patterns find and replace what they do in Go', (t) => {
  const rows = JSON.parse(
    readFileSync(join(process.cwd(), 'test/traefik/goRegexp.json'), 'utf8'),
  ) as readonly Row[]
  for (const [pattern, text, found, template, replaced] of rows) {
    const regexp = goRegexp(pattern)
    if ('unsupported' in regexp) {
      t.fail(`${pattern}: ${regexp.unsupported}`)
      continue
    }
    const ours = regexp.find(text)
    const places =
      ours === undefined
        ? null
        : Array.from({ length: regexp.groups.length * 2 + 2 }, (_, slot) => ours[slot] ?? null)
    t.same([places, replaceAll(regexp, text, template)], [found, replaced], JSON.stringify([pattern, text]))
  }
  t.end()
})

test('no pattern takes for ever', (t) => {
  const text = `/${'a'.repeat(2000)}!`
  for (const pattern of ['^/(a+)+$', '(a|aa)+b', '^(([a-z])+.)+[A-Z]([a-z])+$', '(a*)*(a*)*(a*)*b']) {
    const before = Date.now()
    const regexp = goRegexp(pattern)
    t.match(regexp, { groups: Array })
    if ('find' in regexp) t.equal(regexp.find(text), undefined, pattern)
    t.ok(Date.now() - before < 2000, `${pattern} in ${Date.now() - before} ms`)
  }
  t.end()
})

test('what is written short and is very long is told', (t) => {
  t.match(goRegexp(`(${'a{1000}'.repeat(60)})`), { unsupported: 'it is too large' })
  t.end()
})

import { test } from 'tap'
import { chooseCoding } from '../../src/http/coding.ts'
import { matchesEtag } from '../../src/http/etag.ts'
import { parseHold } from '../../src/http/hold.ts'

test('gzip is sent to who takes it, and likes nothing better', (t) => {
  const table: Readonly<Record<string, ReturnType<typeof chooseCoding>>> = {
    gzip: 'gzip',
    GZip: 'gzip',
    'x-gzip': 'gzip',
    'gzip, deflate, br': 'gzip',
    'br;q=1.0, gzip;q=0.001': 'gzip',
    'deflate,\tgzip ; q=0.5': 'gzip',
    '*': 'gzip',
    'identity;q=0, *': 'gzip',
    'gzip;q=1, identity;q=0': 'gzip',
    'gzip;q=0.5, identity;q=0.5': 'gzip',
    'gzip;q=0.4, identity;q=0.5': 'identity',
    '': 'identity',
    br: 'identity',
    gzipped: 'identity',
    'gzip;q=0': 'identity',
    'gzip;Q=0.000': 'identity',
    '*;q=1, gzip;q=0': 'identity',
    'identity, *;q=0': 'identity',
    'gzip;q=2': 'identity',
    'gzip;q=often': 'identity',
    'gzip;level=9': 'identity',
    ',, ;': 'identity',
  }
  for (const [header, coding] of Object.entries(table)) t.equal(chooseCoding(header), coding, header)
  t.equal(chooseCoding(undefined), 'identity', 'no header')
  t.end()
})

test('who refuses both codings gets neither', (t) => {
  for (const header of ['identity;q=0', '*;q=0', 'br, *;q=0', 'gzip;q=0, identity;q=0'])
    t.equal(chooseCoding(header), undefined, header)
  t.end()
})

test('a tag is found in a list, weak or strong', (t) => {
  for (const header of ['"a"', 'W/"a"', '*', ' * ', '"b", "a"', '"b",W/"a","c"', '"x, y", "a"'])
    for (const etag of ['"a"', 'W/"a"']) t.ok(matchesEtag(header, etag), `${header} has ${etag}`)
  for (const header of ['', '"b"', 'a', '"A"', '"aa"', '"*"', '"b, a"', "'a'"])
    t.notOk(matchesEtag(header, '"a"'), header)
  t.end()
})

test('a hold is `auto`, `0` or a duration of 4 s at most', (t) => {
  t.equal(parseHold(undefined), undefined)
  for (const [text, hold] of [
    ['auto', 'auto'],
    ['0', 0],
    ['0s', 0],
    ['400ms', 400],
    ['2s', 2000],
    ['1.5s', 1500],
    ['4000ms', 4000],
  ] as const)
    t.equal(parseHold(text), hold, text)
  for (const text of [
    '',
    '1',
    '400',
    '-1s',
    '4001ms',
    '5s',
    '1m',
    ' 1s',
    '1e3ms',
    '.5s',
    'never',
    ['1s', '2s'],
  ])
    t.equal(parseHold(text), 'invalid', String(text))
  t.end()
})

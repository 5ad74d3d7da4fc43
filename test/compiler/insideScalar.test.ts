import t from 'tap'
import { load } from 'js-yaml'
import { createLocator } from '../../src/compiler/locate.ts'

/** Each scalar's value holds `<` and `>` around what is looked for; they must be found in the text too. */
const SOURCES: Readonly<Record<string, string>> = {
  plain: 'rule: Host <a> b\n',
  'plain over two lines': 'rule: Host\n   b\n\n\n   c <a> d\n',
  'single quotes': "rule: 'it''s <a> b'\n",
  'single quotes over two lines': "rule: 'x y  \n    z <a>'\n",
  'double quotes': 'rule: "\\"\\x41\\u00e9\\U0001F600\\\\ <a> b"\n',
  'double quotes over three lines': 'rule: "x \\\n   y\n\n   z <a>"\n',
  literal: 'rule: |\n  Host &&\n\n    more\n  <a> b\n',
  'literal without a final break, and Windows line ends': 'rule: |-\r\n    Host &&\r\n    <a> b\r\n',
  folded: 'rule: >\n  Host &&\n  more\n\n  again <a> b\n',
  'flow mapping': '{ other: 1, rule: "x <a>" }',
}

t.test('finds characters of a value in the text it was written as', (t) => {
  for (const [name, text] of Object.entries(SOURCES)) {
    const value = (load(text) as { rule: string }).rule
    const [offset, length] = [value.indexOf('<'), 3]
    const { place } = createLocator('x.yaml', text).locate(0, ['rule'], { offset, length })
    const line = text.split(/\r\n|\n/)[place.line - 1] ?? ''
    t.equal(line.slice(place.column - 1, place.column - 1 + place.length), '<a>', name)
  }
  t.end()
})

t.test('points at the value when the path leads elsewhere', (t) => {
  const { place } = createLocator('x.yaml', 'rule: [a, b]\n').locate(0, ['rule', 'x'], {
    offset: 1,
    length: 1,
  })
  t.same([place.line, place.column], [1, 1])
  t.end()
})

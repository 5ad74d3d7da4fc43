/** `docs/commands.md` shows the help of every command as it is; `UPDATE=1 npm test` writes it anew. */
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'tap'
import { readArguments } from '../../src/cli/arguments.ts'
import { COMMANDS } from '../../src/cli/commands.ts'
import { helpText } from '../../src/cli/help.ts'

const PAGE = 'docs/commands.md'

test('the page of the commands has a section for each, with its help as it is', (t) => {
  const page = readFileSync(PAGE, 'utf8')
  const headings = [...page.matchAll(/^## `(\w+)`$/gm)].map(([, name]) => name)
  t.same(
    headings,
    COMMANDS.map(({ name }) => name),
    'every command has a section, in the order of the help',
  )
  const fresh = COMMANDS.reduce((text, command) => withHelp(text, command.name, helpText(command)), page)
  if (process.env['UPDATE'] === '1') writeFileSync(PAGE, fresh)
  else t.equal(page, fresh)
  t.end()
})

test('README names every command', (t) => {
  const readme = readFileSync('README.md', 'utf8')
  for (const { usage } of COMMANDS) t.match(readme, `| \`${usage}\``)
  t.end()
})

test('every help fits a screen of 80 columns and 24 lines, and its example is good', (t) => {
  for (const command of [undefined, ...COMMANDS]) {
    const lines = helpText(command).split('\n')
    const name = command?.name ?? 'pointsman'
    t.same(
      lines.filter((line) => line.length > 80),
      [],
      name,
    )
    t.ok(lines.length <= 24, `${name}: ${lines.length} lines`)
    if (command === undefined) continue
    const columns = lines.flatMap((line) => /^ {2}-.*?\S {2,}(?=\S)/.exec(line)?.[0].length ?? [])
    t.equal(columns.length, Object.keys(command.options).length, `${name} has a line for each option`)
    t.ok(new Set(columns).size <= 1, `${name} has its options in two columns`)
    t.equal(
      lines.filter((line) => line === `Example: ${command.example}`).length,
      1,
      `${name} shows its example`,
    )
    const [program, ...words] = command.example.split(' ')
    t.equal(program, 'pointsman')
    t.match(readArguments(words, {}), { kind: 'run', command: { name } }, command.example)
  }
  t.end()
})

/** The first `text` block of the section holds the help. */
function withHelp(page: string, name: string, help: string): string {
  const heading = `## \`${name}\`\n`
  const start = page.indexOf('```text\n', page.indexOf(heading))
  const end = page.indexOf('\n```\n', start)
  if (!page.includes(heading) || start < 0 || end < 0) return page
  return `${page.slice(0, start)}\`\`\`text\n${help.trimEnd()}${page.slice(end)}`
}

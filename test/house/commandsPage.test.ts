/** `docs/commands.md` shows the help of every command as it is; `UPDATE=1 npm test` writes it anew. */
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'tap'
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

/** The first `text` block of the section holds the help. */
function withHelp(page: string, name: string, help: string): string {
  const heading = `## \`${name}\`\n`
  const start = page.indexOf('```text\n', page.indexOf(heading))
  const end = page.indexOf('\n```\n', start)
  if (!page.includes(heading) || start < 0 || end < 0) return page
  return `${page.slice(0, start)}\`\`\`text\n${help.trimEnd()}${page.slice(end)}`
}

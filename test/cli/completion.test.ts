/** `pointsman completion`: asked of real shells, where they are installed. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import tap, { test, type Test } from 'tap'
import { COMMANDS } from '../../src/cli/commands.ts'
import { nameOf } from '../../src/cli/option.ts'
import { runProgram } from './program.ts'

tap.setTimeout(120_000)

const absent = (shell: string): string | false =>
  spawnSync(shell, ['-c', 'exit 0']).status === 0 ? false : `${shell} is not installed`

/** What a shell offers for a command line whose last word is being typed. */
type Ask = (line: readonly string[]) => readonly string[]

function folder(t: Test, script: string): string {
  return t.testdir({ script: script, services: {}, 'a b.yaml': '', 'token.txt': '' })
}

function offersRightWords(t: Test, ask: Ask): void {
  const names = COMMANDS.map(({ name }) => name)
  const offeredFirst = ask([''])
  for (const name of names) t.ok(offeredFirst.includes(name), name)
  t.same(ask(['ren']), ['render'])
  for (const { name, options } of COMMANDS) {
    const offered = ask([name, '--'])
    for (const key of Object.keys(options))
      t.ok(offered.includes(`--${nameOf(key)}`), `${name} --${nameOf(key)}`)
  }
  t.notOk(ask(['check', '--']).includes('--listen'), 'an option of another command is not offered')
  t.same([...ask(['check', '--format', ''])].sort(), ['github', 'json', 'pretty', 'sarif'])
  t.same(ask(['check', '--format', 'g']), ['github'])
  t.same([...ask(['completion', ''])].sort(), ['bash', 'fish', 'zsh'])
}

test('bash', { skip: absent('bash') }, async (t) => {
  const root = folder(t, (await runProgram(['completion', 'bash'])).out)
  const ask: Ask = (line) => {
    const words = ['pointsman', ...line].map((word) => `'${word}'`).join(' ')
    const script = `source ./script; COMP_WORDS=(${words}); COMP_CWORD=${line.length}; _pointsman; printf '%s\\n' "\${COMPREPLY[@]}"`
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { cwd: root, encoding: 'utf8' })
    t.equal(stderr, '')
    return stdout.split('\n').filter(Boolean)
  }
  offersRightWords(t, ask)
  t.same(ask(['check', '--format', '=', 'ja']), [])
  t.same(ask(['check', '--format', '=', 'js']), ['json'], 'as bash splits --format=js')
  t.ok(ask(['check', '']).includes('a b.yaml'), 'a file with a blank in its name is one word')
  t.same(ask(['serve', '']), ['services'], 'folders only')
  t.ok(ask(['diff', '--token-file', 't']).includes('token.txt'))
  t.same(ask(['serve', '--listen', '']), [])
})

test('fish', { skip: absent('fish') }, async (t) => {
  const root = folder(t, (await runProgram(['completion', 'fish'])).out)
  const ask: Ask = (line) => {
    const script = `source ./script; complete -C 'pointsman ${line.join(' ')}'`
    const env = { ...process.env, HOME: root, XDG_CONFIG_HOME: root }
    const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', script], {
      cwd: root,
      encoding: 'utf8',
      env,
    })
    t.equal(stderr, '')
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((found) => found.split('\t')[0] ?? '')
  }
  offersRightWords(t, ask)
  t.ok(ask(['check', 'a']).some((word) => /a.* b\.yaml/.test(word)))
  t.same(ask(['serve', 's']), ['services/'])
})

test('zsh', { skip: absent('zsh') }, async (t) => {
  const root = folder(t, (await runProgram(['completion', 'zsh'])).out)
  writeFileSync(join(root, 'ask'), ZSH)
  const ask: Ask = (line) => {
    const env = { ...process.env, HOME: root, ZDOTDIR: root, TERM: 'dumb' }
    const asked = spawnSync('zsh', ['-f', './ask', `pointsman ${line.join(' ')}`], {
      cwd: root,
      encoding: 'utf8',
      env,
      timeout: 20_000,
    })
    // The first one stands behind the line that was typed.
    return [...asked.stdout.matchAll(/<([^<>"]+)>/g)].flatMap(([, word]) =>
      word === undefined || word === 'done' || word === 'go' ? [] : [word],
    )
  }
  offersRightWords(t, ask)
  t.ok(ask(['serve', '']).some((word) => word.startsWith('services')))
})

/** Types the line into a zsh of its own, in a terminal, and lets \`compadd\` tell what it would offer. */
const ZSH = `
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'PROMPT=; autoload -Uz compinit && compinit -u -D; source ./script'
zpty -w z 'compadd() { local -a found; builtin compadd -O found "$@"; for one in $found; do print -r -- "<$one>"; done; builtin compadd "$@" }'
zpty -w z 'zstyle ":completion:*" list-prompt ""; LISTMAX=1000; bindkey "^I" complete-word; PROMPT="<""go"">"'
# With the prompt on the screen the line editor reads; before, what is typed could be lost.
zpty -r z line '*<go>*'
zpty -w -n z "$1"$'\\t'
zpty -w -n z $'\\C-u'
zpty -w z 'print -r -- "<""done"">"'
while zpty -r z line; do [[ $line == *"<done>"* ]] && break; print -r -- "$line"; done
zpty -d z
`

test('for no shell, or one that nobody knows, it says which there are', async (t) => {
  t.match(await runProgram(['completion']), { code: 2, err: /bash`, `zsh` or `fish/ })
  t.match(await runProgram(['completion', 'csh']), { code: 2, err: /bash`, `zsh` or `fish/ })
})

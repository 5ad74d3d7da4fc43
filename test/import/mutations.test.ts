/** Whatever is in a file, what comes out compiles, and nothing is served without what protected it. */
import { test } from 'tap'
import { createCompiler } from '../../src/compiler/compile.ts'
import { importDefinitions, type Kind } from '../../src/import/import.ts'
import { casesOf, worldOf } from './cases.ts'

const KINDS: readonly Kind[] = ['nginx', 'traefik', 'labels']
const FILES = 600

test('damaged files are imported to definitions that compile, or refused with a line', (t) => {
  const random = createRandom(20261125)
  let [made, refused] = [0, 0]
  for (let count = 0; count < FILES; count++) {
    const kind = KINDS[count % KINDS.length] ?? 'nginx'
    const cases = casesOf(kind)
    const one = cases[random(cases.length)]
    const other = cases[random(cases.length)]
    if (one === undefined || other === undefined) continue
    const text = damaged(one.text.split('\n'), other.text.split('\n'), random).join('\n')
    const imported = importDefinitions(text, one.file, worldOf(one), kind)
    if ('problem' in imported) {
      refused++
      continue
    }
    made++
    // Variables of damaged labels may have any name.
    const env = new Proxy({}, { get: () => 'example.com' })
    const { diagnostics } = createCompiler()([{ path: 'imported.yaml', text: imported.text, changed: 0 }], {
      ...worldOf(one),
      env,
    })
    const errors = diagnostics.filter(({ severity }) => severity === 'error')
    if (errors.length > 0) t.fail(`${one.name}: ${errors[0]?.message}\n${text}\n${imported.text}`)
  }
  t.ok(made > FILES / 4, `${made} of ${FILES} damaged files could be imported, ${refused} were refused`)
  t.end()
})

test('a service whose access list cannot be said is not served', (t) => {
  const site = (network: string) =>
    `server { listen 80; server_name a.example.com; location / { proxy_pass http://a:80; allow ${network}; deny all; } }`
  const world = worldOf({ files: new Map(), env: {} })
  const good = importDefinitions(site('10.0.0.0/8'), 'site.conf', world)
  t.match(good, { text: /^ {2}a:\n[\s\S]*allow: 10\.0\.0\.0\/8/m, refused: [] })
  const bad = importDefinitions(site('office.example.com'), 'site.conf', world)
  t.match(bad, { text: /^ {2}a:\n {4}host: a\.example\.com\n {4}enabled: false$/m, switchedOff: ['a'] })
  t.match(bad, { text: /^ {4}# left out, for it would be refused: `office\.example\.com` is a name/m })
  t.end()
})

type Random = (below: number) => number

/** The same numbers in every run. */
function createRandom(seed: number): Random {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return (state >>> 8) % below
  }
}

/** Lines are lost, come twice, come from another file, or change places. */
function damaged(lines: string[], others: readonly string[], random: Random): readonly string[] {
  for (let times = random(2); times >= 0; times--) {
    const at = random(lines.length)
    const [here = '', there = ''] = [lines[at], lines[random(lines.length)]]
    const foreign = others[random(others.length)] ?? ''
    switch (random(5)) {
      case 0:
        lines.splice(at, 1)
        break
      case 1:
        lines.splice(at, 0, foreign)
        break
      case 2:
        lines.splice(at, 0, there)
        break
      case 3:
        lines[at] = here.replace(/[\w.]+(?=\W*$)/, foreign.trim().split(/\s+/)[0] ?? '')
        break
      default:
        lines[at] = there
    }
  }
  return lines
}

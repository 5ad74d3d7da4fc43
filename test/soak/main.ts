/**
 * Edits, breaks, renames, rotates and polls at random, and compares what is served with what a model says.
 *
 *     npm run soak -- --minutes 30 --seed 7
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { setTimeout as pause } from 'node:timers/promises'
import { ABOUT_ITSELF, createDisk, PAIRS, TELLING, type Part } from './disk.ts'
import { createModel, type Content } from './model.ts'
import { createPolled, type Polled } from './program.ts'
import { createRandom } from './random.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string' },
    port: { type: 'string', default: '19790' },
  },
})
const minutes = Number(values.minutes)
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed)
const random = createRandom(seed)
const root = mkdtempSync(join(tmpdir(), 'pointsman-soak-'))
const disk = createDisk(root, random)

const FILES = Array.from({ length: 20 }, (_, index) => `f${index}`)
const WITH_CERTIFICATE = ['tls0', 'tls1']
const PARTS: readonly [Part, Part] = ['c.pem', 'k.pem']

const counts = {
  steps: 0,
  edits: 0,
  breaks: 0,
  moves: 0,
  folders: 0,
  renewals: 0,
  freezes: 0,
  restarts: 0,
  kills: 0,
}
const found: string[] = []
let version = 0
/** For the message of a difference. */
let doing = 'the start'

const model = createModel()
/** What is on disk, and which pair was last whole. */
const contents = new Map<string, Content>()
const pairs = new Map<string, string>()
/** Of these there is no last good text: what is wrong in them must not be taken for another file that goes meanwhile. */
const neverGood = new Set(['f0'])
/** Files whose certificate is half renewed: an edit of theirs waits. */
const half = new Map<string, { readonly pair: string; readonly rest: Part }>()

const shared = { directory: disk.directory, model, pairOf, onDifference: tellDifference }
// One of them is never restarted, so that its memory shows whether anything is kept for ever.
const lasting = createPolled({ ...shared, name: 'lasting', port: Number(values.port), args: [] })
const restarted = createPolled({
  ...shared,
  name: 'restarted',
  port: Number(values.port) + 1,
  args: ['--state', join(root, 'state')],
})
const programs: readonly [Polled, Polled] = [lasting, restarted]

process.exitCode = await run()

async function run(): Promise<number> {
  say(`seed ${seed}, ${minutes} minutes, ${root}`)
  for (const file of WITH_CERTIFICATE) {
    pairs.set(file, PAIRS[0])
    for (const part of PARTS) disk.renew(file, PAIRS[0], part)
  }
  const first = ['anchor', ...FILES, ...WITH_CERTIFICATE].map((file) => [file, [nextVersion()]] as const)
  model.expect(new Map(first))
  for (const [file, [content]] of first) write(file, content)
  for (const program of programs) await program.start()
  await settled()

  const begin = performance.now()
  let [nextReport, memory]: [number, number | undefined] = [0, undefined]
  while (performance.now() - begin < minutes * 60_000 && found.length === 0) {
    const minute = (performance.now() - begin) / 60_000
    if (minute >= nextReport) {
      nextReport++
      // The first minute warms up.
      if (minute >= 1) memory ??= lasting.memory()
      say(`minute ${Math.floor(minute)}: ${JSON.stringify({ ...counts, ...measured() })}`)
    }
    counts.steps++
    await step()
  }

  const end = measured()
  for (const program of programs) await program.end('SIGTERM')
  const bugs = programs.flatMap((program) => program.log().filter(({ event }) => event === 'fault'))
  for (const bug of bugs) found.push(`a bug was told: ${JSON.stringify(bug)}`)
  say(JSON.stringify({ ...counts, ...end, memoryAfterOneMinute: memory ?? null, differences: found.length }))
  for (const difference of found) say(difference)
  if (found.length > 0) {
    say(`Again: npm run soak -- --minutes ${minutes} --seed ${seed}   (the files are still in ${root})`)
    return 1
  }
  rmSync(root, { recursive: true })
  return 0
}

async function step(): Promise<void> {
  const kind = random.below(100)
  doing = `kind ${kind}`
  if (kind < 64) await edit(async (edits) => apply(edits))
  else if (kind < 70) await move()
  else if (kind < 76)
    await edit(async (edits) => {
      counts.folders++
      disk.takeAway()
      await pause(random.below(1500))
      await apply(edits)
      disk.bringBack()
    })
  else if (kind < 80)
    await edit(async (edits) => {
      counts.folders++
      disk.swap(() => {
        for (const [file, all] of edits) for (const content of all) write(file, content)
      })
    })
  else if (kind < 92) await renew()
  else if (kind < 95) await restart('SIGTERM')
  else if (kind < 98) await restart('SIGKILL')
  else {
    counts.freezes++
    lasting.freeze()
    await edit(async (edits) => {
      await apply(edits)
      await pause(random.below(1500))
      lasting.thaw()
    })
  }
}

/** Some files, each with one content or a few in a row. */
async function edit(
  carryOut: (edits: ReadonlyMap<string, readonly Content[]>) => Promise<void>,
): Promise<void> {
  const edits = new Map<string, readonly Content[]>()
  for (let count = 1 + random.below(4); count > 0; count--) {
    const isPlain = random.often(85)
    const file = isPlain ? random.of(['f0', ...FILES]) : random.of(['anchor', ...WITH_CERTIFICATE])
    if (half.has(file)) continue
    const all = Array.from({ length: isPlain && random.often(15) ? 2 + random.below(3) : 1 }, () =>
      anyContent(isPlain),
    )
    edits.set(file, all)
  }
  model.expect(edits)
  doing += ` with ${JSON.stringify([...edits])}`
  await carryOut(edits)
  await settled()
}

function anyContent(mayGo: boolean): Content {
  if (random.often(60)) return nextVersion()
  return mayGo && random.often(40) ? 'absent' : 'bad'
}

function nextVersion(): Content {
  return { good: String(++version) }
}

async function apply(edits: ReadonlyMap<string, readonly Content[]>): Promise<void> {
  for (const [file, all] of edits) {
    for (const content of all) {
      write(file, content)
      if (random.often(30)) await pause(random.below(60))
    }
  }
}

function write(file: string, content: Content | undefined, kinds?: readonly [number, ...number[]]): void {
  if (content === undefined) return
  counts.edits++
  contents.set(file, content)
  if (content === 'bad') {
    counts.breaks++
    disk.bad(file, neverGood.has(file) ? TELLING : kinds)
  } else if (content === 'absent') {
    neverGood.add(file)
    disk.absent(file)
  } else disk.good(file, content.good)
}

/** As it is, or broken in one go; or while one of the programs is away. */
async function move(): Promise<void> {
  // Not the anchor, whose name others want.
  const file = random.of(['f0', ...FILES, ...WITH_CERTIFICATE])
  const before = contents.get(file) ?? 'absent'
  if (before === 'absent') return
  counts.moves++
  const alsoBreak = random.often(50)
  doing += ` with ${file}${alsoBreak ? ', which breaks' : ''}`
  if (alsoBreak) model.expect(new Map([[file, ['bad']]]))
  // Who was away cannot know a broken text that says something else.
  const isAway = before !== 'bad' && random.often(20)
  if (isAway) {
    await stateIsWritten()
    await restarted.end('SIGTERM')
  }
  disk.move(file)
  if (alsoBreak) write(file, 'bad', ABOUT_ITSELF)
  if (isAway) await restarted.start()
  for (const program of programs) await program.untilSeen(disk.nameOf(file))
  await settled()
}

/** Key first or certificate first; the other half comes after a while, perhaps some steps later. */
async function renew(): Promise<void> {
  const file = random.of(['tls0', 'tls1'])
  const waiting = half.get(file)
  if (waiting !== undefined) {
    half.delete(file)
    disk.renew(file, waiting.pair, waiting.rest)
    pairs.set(file, waiting.pair)
    counts.renewals++
    return settled()
  }
  const pair = random.of(PAIRS)
  if (pair === pairs.get(file)) return
  const [first, rest] = random.often(50) ? PARTS : ([PARTS[1], PARTS[0]] as const)
  disk.renew(file, pair, first)
  half.set(file, { pair, rest })
  await pause(random.below(200))
  if (random.often(30)) return settled()
  await renewRest(file)
}

async function renewRest(file: string): Promise<void> {
  const waiting = half.get(file)
  if (waiting === undefined) return
  half.delete(file)
  disk.renew(file, waiting.pair, waiting.rest)
  pairs.set(file, waiting.pair)
  counts.renewals++
  await settled()
}

async function restart(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (signal === 'SIGTERM') counts.restarts++
  else {
    counts.kills++
    await stateIsWritten()
  }
  if (random.often(50)) {
    // In the middle of edits.
    await edit(async (edits) => {
      const applying = apply(edits)
      await pause(random.below(100))
      await restarted.end(signal)
      await applying
      await restarted.start()
    })
    return
  }
  await restarted.end(signal)
  await restarted.start()
  await settled()
}

/** What only the state knows once a file is broken, or its certificate half renewed: that may be the next thing to happen. */
async function stateIsWritten(): Promise<void> {
  const needles = [...model.after()].flatMap(([file, [shown, ...more]]): [string, string][] =>
    shown === undefined || more.length > 0 ? [] : [[file, `${file}-${shown}.example.com`]],
  )
  for (const file of half.keys()) needles.push([file, pemLine(pairs.get(file) ?? '')])
  // The first time it may not be there yet.
  const state = join(root, 'state/last-good.jsonl')
  const end = Date.now() + 10_000
  for (;;) {
    const lines = existsSync(state) ? readFileSync(state, 'utf8').split('\n') : []
    const missing = needles.filter(
      ([file, needle]) =>
        !lines.some((line) => line.includes(JSON.stringify(disk.nameOf(file))) && line.includes(needle)),
    )
    if (lines.length > 0 && missing.length === 0) return
    if (Date.now() > end) return tellDifference(`the state does not hold ${missing.join(', ')}`)
    await pause(10)
  }
}

function pemLine(pair: string): string {
  return readFileSync(`test/cli/certificates/${pair}-c.pem`, 'utf8').split('\n')[3] ?? ''
}

async function settled(): Promise<void> {
  const expected = new Set(pairs.values())
  for (const program of programs) await program.until(model.after(), expected)
  model.settle()
  // A good text that was broken at once may not have been seen.
  for (const [file, content] of contents) if (typeof content === 'object') neverGood.delete(file)
}

function pairOf(certificate: string, key: string): string {
  const is = (name: string, part: Part, text: string): boolean =>
    readFileSync(join('test/cli/certificates', `${name}-${part}`), 'utf8').trim() === text.trim()
  return PAIRS.find((name) => is(name, 'c.pem', certificate) && is(name, 'k.pem', key)) ?? 'half'
}

function tellDifference(difference: string): void {
  found.push(`step ${counts.steps}, ${doing}: ${difference}`)
}

function measured(): Readonly<Record<string, number>> {
  return {
    polls: lasting.polls() + restarted.polls(),
    memoryOfLasting: lasting.memory(),
    memoryOfRestarted: restarted.memory(),
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

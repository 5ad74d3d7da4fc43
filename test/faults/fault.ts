/**
 * A fault, inflicted on the real program: what was served stays served, the log says it in a line, memory comes back, and
 * afterwards everything goes on.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import { test, type Test } from 'tap'
import { serveProgram, waitFor, type Answer, type Served } from '../cli/program.ts'

export interface Fault {
  /** Longer than a few seconds, or heavy: run by `npm run faults` only. */
  readonly heavy?: boolean
  /** Why it cannot be tried here. */
  readonly impossible?: string | undefined
  readonly files?: Readonly<Record<string, string>>
  readonly args?: (root: string) => readonly string[]
  readonly within?: (argv: readonly string[], root: string) => readonly string[]
  readonly env?: (root: string) => NodeJS.ProcessEnv
  /** Before the start. */
  readonly prepare?: (root: string) => void
  /** What the log has to say of it; without it, nothing but publications. */
  readonly says?: RegExp
  /** Lines that say it. */
  readonly most?: number
  /** The program itself comes to an end by the fault. */
  readonly ends?: boolean
}

export interface Victim {
  readonly t: Test
  readonly root: string
  readonly directory: string
  readonly served: Served
  put(name: string, text: string): void
  log(pattern: RegExp): readonly string[]
  /** Waits until the log says it. */
  told(pattern: RegExp): Promise<void>
}

export const service = (name: string, host = `${name}.example.com`): string =>
  `services:\n  ${name}: { host: ${host}, upstream: http://${name}:80 }\n`

export const has =
  (...names: readonly string[]) =>
  (answer: Answer): boolean =>
    names.every((name) => answer.routers.includes(name))

const ALWAYS = ['shop', 'blog']
const all = process.env['FAULTS'] === '1'
/** What the heap of an engine may keep for later. Kilobytes. */
const SLACK = 100_000

export function fault(name: string, about: Fault, inflict: (victim: Victim) => Promise<void>): void {
  const skip = about.impossible ?? (about.heavy === true && !all ? 'it is one of `npm run faults`' : false)
  test(name, { skip, timeout: 170_000 }, async (t) => {
    const files = { 'shop.yaml': service('shop'), 'blog.yaml': service('blog'), ...about.files }
    const root = t.testdir({ services: files })
    about.prepare?.(root)
    const directory = join(root, 'services')
    const served = await serveProgram(directory, about.args?.(root), {
      within: (argv) => about.within?.(argv, root) ?? argv,
      ...(about.env === undefined ? {} : { env: about.env(root) }),
    })
    t.teardown(() => served.kill())
    await served.until('all is served', has(...ALWAYS))
    const log = (pattern: RegExp): readonly string[] =>
      served.log().flatMap(({ message }) => (pattern.test(String(message)) ? [String(message)] : []))
    const victim: Victim = {
      t,
      root,
      directory,
      served,
      put: (file, text) => writeFileSync(join(directory, file), text),
      log,
      async told(pattern) {
        await waitFor(
          `the log says ${pattern}`,
          () => (log(pattern).length > 0 ? true : undefined),
          () => JSON.stringify(served.log()),
        )
      },
    }

    const before = memoryOf(served)
    const losses = watch(served)
    t.teardown(losses)
    await inflict(victim)
    if (about.ends !== true) {
      victim.put('after.yaml', service('after'))
      await served.until('what comes after it is served', has(...ALWAYS, 'after'))
      await memoryIsBack(t, served, before)
    }
    t.same(await losses(), [], 'what was served stays served')
    t.same(
      served.log().filter(({ event }) => event === 'fault'),
      [],
      'it is no bug',
    )
    if (about.says !== undefined) {
      const said = log(about.says)
      t.ok(
        said.length >= 1 && said.length <= (about.most ?? 1),
        `the log says it: ${JSON.stringify(said.slice(0, 3))}`,
      )
    }
    if (about.ends !== true) t.equal(await served.end(), 0)
  })
}

/** Polls on one connection all the time. A poll may fail, as when no file is left to open; a 200 may not be without a route. */
function watch(served: Served): () => Promise<readonly string[]> {
  const losses: string[] = []
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let going = true
  const polling = (async () => {
    // oxlint-disable-next-line no-unmodified-loop-condition -- the function that is returned ends it
    while (going) {
      const answer = await poll(`${served.url}/config?hold=0`, agent)
      const lost =
        answer === undefined ? [] : ALWAYS.filter((name) => !answer.includes(`${name}.example.com`))
      if (lost.length > 0) losses.push(`without ${lost.join(', ')}: ${answer?.slice(0, 200)}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })()
  return async () => {
    going = false
    await polling
    agent.destroy()
    return losses
  }
}

/** The body of a 200. */
function poll(url: string, agent: Agent): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = get(url, { agent, timeout: 5000 }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve(response.statusCode === 200 ? text : undefined))
      response.on('error', () => resolve(undefined))
    })
    request.on('timeout', () => request.destroy()).on('error', () => resolve(undefined))
  })
}

/** Kilobytes. */
export function memoryOf({ child }: Served): number {
  // Under a command that stays in front of it, the program is the child of that.
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1])
}

async function memoryIsBack(t: Test, served: Served, before: number): Promise<void> {
  await waitFor(
    `memory is back near ${before} kB`,
    () => (memoryOf(served) < before + SLACK ? true : undefined),
    () => `${memoryOf(served)} kB`,
  )
  t.comment(`memory: ${before} kB before, ${memoryOf(served)} kB after`)
}

/** Whether this command works here: some need root. */
export function impossibleWithout(...command: readonly [string, ...string[]]): string | undefined {
  const [name, ...args] = command
  const tried = spawnSync(name, args, { encoding: 'utf8' })
  return tried.status === 0 ? undefined : `\`${command.join(' ')}\` does not work here`
}

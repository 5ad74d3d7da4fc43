/** Runs the real program in a process of its own: from the compiled sources, so that what it covers is counted. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url))

/** For processes that run what is shipped: tap counts what its tests cover by module, and not once more in one file of all. */
export const UNCOUNTED = { _TAPJS_PROCESSINFO_COVERAGE_: '0' }

export interface Finished {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export async function runProgram(
  args: readonly string[],
  options: { main?: string; input?: string; env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<Finished> {
  const child = spawn(process.execPath, [options.main ?? MAIN, ...args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
  })
  const [out, err] = [collect(child.stdout), collect(child.stderr)]
  child.stdin.end(options.input ?? '')
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out: out(), err: err() }
}

/** A program that stays. */
export interface Started {
  readonly child: ChildProcess
  /** Waits until what it wrote is so; never waits for ever. */
  until(what: string, holds: (out: string) => boolean): Promise<string>
  end(signal: NodeJS.Signals): Promise<number | null>
  /** Resolves when it is gone, so that what it wrote into can be removed. */
  kill(): Promise<void>
}

export function startProgram(
  args: readonly string[],
  { cwd, env }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Started {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: { ...process.env, ...env } })
  const [out, err] = [collect(child.stdout), collect(child.stderr)]
  return {
    child,
    until: (what, holds) =>
      waitFor(
        what,
        () => (holds(out()) ? out() : undefined),
        () => `${out()}${err()}`,
      ),
    async end(signal) {
      const closed = once(child, 'exit') as Promise<[number | null]>
      child.kill(signal)
      const [code] = await closed
      return code
    },
    kill: () => kill(child),
  }
}

export interface Served {
  readonly url: string
  readonly child: ChildProcess
  /** The log lines until now. */
  log(): readonly Readonly<Record<string, unknown>>[]
  /** Waits for the next answer of `/config` for which `holds`; never waits for ever. */
  until(what: string, holds: (answer: Answer) => boolean): Promise<Answer>
  get(): Promise<Answer>
  end(signal?: NodeJS.Signals): Promise<number | null>
  /** Resolves when it is gone, so that what it wrote into can be removed. */
  kill(): Promise<void>
}

export interface Answer {
  readonly status: number
  readonly text: string
  /** Names of the routers in it. */
  readonly routers: readonly string[]
}

/** `within` makes another command of it: one that limits the program, or takes something from it. */
export async function serveProgram(
  directory: string,
  args: readonly string[] = [],
  {
    main = MAIN,
    within = (argv) => argv,
    env = {},
  }: {
    main?: string
    within?: (argv: readonly string[]) => readonly string[]
    env?: NodeJS.ProcessEnv
  } = {},
): Promise<Served> {
  const own = [process.execPath, main, 'serve', directory, '--listen', '127.0.0.1:0', '--log-format', 'json']
  const [command = '', ...rest] = within([...own, ...args])
  const child = spawn(command, rest, { env: { ...process.env, ...env } })
  const [out, err] = [collect(child.stdout), collect(child.stderr)]
  const lines = () =>
    out()
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line): Readonly<Record<string, unknown>> => JSON.parse(line))
  const listening = await waitFor(
    'the program listens',
    () => lines().find(({ event }) => event === 'listening'),
    () => `${out()}${err()}`,
  )
  const endpoint = String(listening['endpoint'])

  const get = async (): Promise<Answer> => {
    const response = await fetch(`${endpoint}?hold=0`)
    const text = await response.text()
    return { status: response.status, text, routers: response.status === 200 ? routersIn(text) : [] }
  }
  return {
    url: endpoint.replace(/\/config$/, ''),
    child,
    log: lines,
    get,
    async until(what, holds) {
      let last: Answer | undefined
      return waitFor(
        what,
        async () => {
          last = await get()
          return holds(last) ? last : undefined
        },
        () => `${JSON.stringify(last)}\n${out()}${err()}`,
      )
    },
    async end(signal = 'SIGTERM') {
      const closed = once(child, 'exit') as Promise<[number | null]>
      child.kill(signal)
      const [code] = await closed
      return code
    },
    kill: () => kill(child),
  }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

function routersIn(text: string): readonly string[] {
  const body: { http?: { routers?: object } } = JSON.parse(text)
  return Object.keys(body.http?.routers ?? {})
}

/** Asks again and again, for at most half a minute. */
export async function waitFor<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  seen: () => string,
): Promise<T> {
  const end = Date.now() + 30_000
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > end) throw new Error(`It did not happen that ${what}:\n${seen()}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = ''
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return () => text
}

/** One running program that is polled all the time, by clients that keep their connections as Traefik does. */
import { Agent, request } from 'node:http'
import { readFileSync } from 'node:fs'
import { serveProgram, waitFor, type Served } from '../cli/program.ts'
import { differences, seenIn, type Seen } from './answer.ts'
import type { Allowed, Model } from './model.ts'

export interface Polled {
  readonly name: string
  readonly model: Model
  start(): Promise<void>
  /** Stops it as a machine that is put to sleep, and lets it go on. */
  freeze(): void
  thaw(): void
  /** Kilobytes. */
  memory(): number
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** Waits until what is served is what the model allows after the edits. */
  until(allowed: Allowed, pairs: ReadonlySet<string>): Promise<void>
  /** Waits until the file has been looked at, which need not change what is served. */
  untilSeen(path: string): Promise<void>
  polls(): number
  log(): readonly Readonly<Record<string, unknown>>[]
}

export interface PolledOptions {
  readonly name: string
  readonly directory: string
  readonly port: number
  readonly args: readonly string[]
  readonly model: Model
  readonly pairOf: (certificate: string, key: string) => string
  readonly onDifference: (difference: string) => void
}

/** Milliseconds between the polls of one client each. */
const INTERVALS = [100, 300, 1000]

export function createPolled(options: PolledOptions): Polled {
  const { name, directory, port, args, model, pairOf, onDifference } = options
  const url = `http://127.0.0.1:${port}`
  let served: Served | undefined
  let stopPolling: (() => Promise<void>) | undefined
  let polls = 0

  return {
    name,
    model,
    async start() {
      served = await serveProgram(directory, ['--listen', `127.0.0.1:${port}`, ...args])
      await waitFor(
        `${name} is ready`,
        async () => ((await fetch(`${url}/readyz`)).ok ? true : undefined),
        () => JSON.stringify(served?.log()),
      )
      stopPolling = pollAll()
    },
    freeze: () => void served?.child.kill('SIGSTOP'),
    thaw: () => void served?.child.kill('SIGCONT'),
    memory() {
      const status = readFileSync(`/proc/${served?.child.pid}/status`, 'utf8')
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1])
    },
    async end(signal) {
      await stopPolling?.()
      await served?.end(signal)
    },
    async until(allowed, pairs) {
      let wrong: readonly string[] = []
      await waitFor(
        `${name} serves what it has to`,
        async () => {
          const seen = seenIn(await (await fetch(`${url}/config?hold=0`)).text(), pairOf)
          wrong = [...differences(seen, allowed), ...wrongPairs(seen, pairs)]
          return wrong.length === 0 ? true : undefined
        },
        () => wrong.join('\n'),
      ).catch((error: unknown) => onDifference(`${name}: ${String(error)}`))
    },
    async untilSeen(path) {
      await waitFor(
        `${name} has seen ${path}`,
        async () => {
          const { files } = (await (await fetch(`${url}/status`)).json()) as { files: { path: string }[] }
          return files.some((file) => file.path === path) ? true : undefined
        },
        () => JSON.stringify(served?.log().at(-1)),
      ).catch((error: unknown) => onDifference(`${name}: ${String(error)}`))
    },
    polls: () => polls,
    log: () => served?.log() ?? [],
  }

  function pollAll(): () => Promise<void> {
    let going = true
    const clients = INTERVALS.map(async (interval) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      // oxlint-disable-next-line no-unmodified-loop-condition -- the function that is returned ends it
      while (going) {
        const next = performance.now() + interval
        const moment = model.moment()
        const { status, text } = await get(`${url}/config`, agent)
        polls++
        if (status !== 200) onDifference(`${name} answered ${status}: ${text.slice(0, 200)}`)
        else check(seenIn(text, pairOf), model.since(moment))
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())))
      }
      agent.destroy()
    })
    return async () => {
      going = false
      await Promise.all(clients)
    }
  }

  function check(seen: Seen, allowed: Allowed): void {
    for (const difference of differences(seen, allowed)) onDifference(`${name}: ${difference}`)
    if (seen.pairs.has('half')) onDifference(`${name} serves a certificate with the key of another one`)
  }
}

function wrongPairs({ pairs }: Seen, expected: ReadonlySet<string>): readonly string[] {
  const [is, may] = [pairs, expected].map((names) => [...names].sort().join(', '))
  return is === may ? [] : [`the certificates are ${is}, and have to be ${may}`]
}

function get(url: string, agent: Agent): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      response.on('error', reject)
    })
      .on('error', reject)
      .end()
  })
}

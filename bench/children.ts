/** Processes that are measured, and what the system says of them. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const MAIN = fileURLToPath(new URL('../bin/main.js', import.meta.url))

/** Runs a script of this folder in a fresh process and gives the JSON that it prints. */
export async function measureIn<T>(script: string, ...args: readonly string[]): Promise<T> {
  const path = fileURLToPath(new URL(`./children/${script}.js`, import.meta.url))
  return JSON.parse(await outputOf(process.execPath, [path, ...args]))
}

/** Milliseconds until the process has ended; fails with what it said when it fails. */
export async function timeOf(command: string, args: readonly string[]): Promise<number> {
  const start = performance.now()
  await outputOf(command, args)
  return performance.now() - start
}

async function outputOf(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, [...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${err}${out.slice(-2000)}`)
  return out
}

export interface Usage {
  /** Milliseconds of CPU since its start, in steps of 10. */
  readonly cpu: number
  /** Bytes. */
  readonly rss: number
}

/** Linux only. */
export function usageOf({ pid }: ChildProcess): Usage {
  // The command may hold blanks; behind its bracket the fields are `state ppid …`.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
  return { cpu: (Number(fields[11]) + Number(fields[12])) * 10, rss: pages * 4096 }
}

/**
 * From a rename in the folder to the last byte of the answer on a held connection, at 10 services.
 * The anchor is what the file system itself takes: the same rename seen by a bare `fs.watch` that reads the file.
 */
import { mkdtempSync, mkdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveProgram } from '../test/cli/program.ts'
import { median, milliseconds } from './figures.ts'

const EDITS = 20
const SERVICES = 10

export async function heldConnection(print: (line: string) => void): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'pointsman-bench-'))
  const directory = join(root, 'services')
  mkdirSync(directory)
  for (let index = 0; index < SERVICES; index++) write(directory, index, 'start')
  const served = await serveProgram(directory)
  try {
    await served.until('all is served', ({ status }) => status === 200)
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const held: number[] = []
    const bare: number[] = []
    await poll(agent, `${served.url}/config?hold=4s`)
    for (let edit = 0; edit < EDITS; edit++) {
      const path = `edit-${edit}`
      const answer = poll(agent, `${served.url}/config?hold=4s`)
      await pause(150) // Until the poll is held, and the folder has been quiet.
      const start = performance.now()
      write(directory, edit % SERVICES, path)
      const text = await answer
      held.push(performance.now() - start)
      if (!text.includes(path)) throw new Error('The answer does not hold the edit.')
      bare.push(await bareWatch(directory, edit % SERVICES))
      await pause(100)
      await poll(agent, `${served.url}/config?hold=0`)
    }
    agent.destroy()
    print(`| ${EDITS} edits, ${SERVICES} services | median | worst |`)
    print('| --- | --- | --- |')
    print(
      `| rename to last byte on a held connection | ${milliseconds(median(held))} | ${milliseconds(Math.max(...held))} |`,
    )
    print(
      `| rename to text read by a bare fs.watch | ${milliseconds(median(bare))} | ${milliseconds(Math.max(...bare))} |`,
    )
    print(`| ratio of the medians | ${(median(held) / median(bare)).toFixed(1)} | |`)
    print('')
    print('The settle time of 20 ms is part of the first row; the goal is a median of 50 ms.')
  } finally {
    await served.end()
    rmSync(root, { recursive: true })
  }
}

function write(directory: string, index: number, path: string): void {
  const temporary = join(directory, '.next')
  writeFileSync(
    temporary,
    `services:\n  s${index}: { host: s${index}.example.com, path: /${path}, upstream: http://s${index}:80 }\n`,
  )
  renameSync(temporary, join(directory, `s${index}.yaml`))
}

function bareWatch(directory: string, index: number): Promise<number> {
  return new Promise((resolve) => {
    const name = `s${index}.yaml`
    const start = { at: 0 }
    const watcher = watch(directory, (_event, file) => {
      if (file !== name) return
      readFileSync(join(directory, name), 'utf8')
      watcher.close()
      resolve(performance.now() - start.at)
    })
    start.at = performance.now()
    write(directory, index, 'bare')
  })
}

function poll(agent: Agent, url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve(text))
    }).on('error', reject)
  })
}

function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time))
}

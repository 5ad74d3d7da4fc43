/**
 * 1,000 connections whose polls are held: from the change to the last byte of the last of them, and from the first answer
 * to the last. The anchor: a bare `node:http` that answers 1,000 held requests with the same bytes.
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { renameInto, small } from './definitions.ts'
import { median, milliseconds, ratio, table } from './figures.ts'
import { connectTo, type RawClient } from './rawClient.ts'
import { pause, whileServing } from './serving.ts'

const CONNECTIONS = 1000
const ROUNDS = 5

interface Spread {
  /** Milliseconds from the start to the first and to the last answer. */
  readonly first: number
  readonly last: number
}

export async function manyHeld(print: (line: string) => void): Promise<void> {
  const shape = small(100)
  await whileServing(shape, async ({ directory, port }) => {
    const clients = await connected(port)
    const ours: Spread[] = []
    const bare: Spread[] = []
    let body: Buffer = Buffer.alloc(0)
    await pause(1000)
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(
        await spread(
          clients,
          '/config?hold=4s',
          () => renameInto(directory, shape.edited(`round${round}`)),
          (answer) => {
            body = answer.subarray(answer.indexOf('\r\n\r\n') + 4)
          },
        ),
      )
      bare.push(await bareSpread(body))
    }
    for (const client of clients) client.close()
    const row = (name: string, values: readonly Spread[]) => [
      name,
      milliseconds(median(values.map(({ last }) => last))),
      milliseconds(median(values.map(({ first, last }) => last - first))),
    ]
    table(
      print,
      [`${CONNECTIONS} held polls, ${body.length} bytes`, 'change to last', 'first to last'],
      [row('pointsman', ours), row('node:http', bare)],
    )
    const [own, anchor] = [ours, bare].map((values) => median(values.map(({ first, last }) => last - first)))
    print(
      `\nRatio of first to last: ${ratio(own ?? 0, anchor ?? 0)}. The settle time of 20 ms is part of the first column.`,
    )
  })
}

async function connected(port: number): Promise<readonly RawClient[]> {
  const clients: RawClient[] = []
  for (let index = 0; index < CONNECTIONS; index++) clients.push(await connectTo(port))
  for (const client of clients) await client.ask('/config?hold=0')
  return clients
}

async function spread(
  clients: readonly RawClient[],
  path: string,
  change: () => void,
  seen: (answer: Buffer) => void,
): Promise<Spread> {
  const times: number[] = []
  let start = 0
  const answers = clients.map(async (client) => {
    const answer = await client.ask(path)
    times.push(performance.now() - start)
    if (times.length === 1) seen(answer)
  })
  await pause(700) // Until all are held.
  start = performance.now()
  change()
  await Promise.all(answers)
  return { first: Math.min(...times), last: Math.max(...times) }
}

async function bareSpread(body: Buffer): Promise<Spread> {
  const held: ServerResponse[] = []
  const headers = {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    'content-length': body.length,
  }
  const server = createServer((request, response) => {
    if (request.url === '/config?hold=0') response.writeHead(200, headers).end(body)
    else held.push(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const clients = await connected((server.address() as AddressInfo).port)
  const found = await spread(
    clients,
    '/held',
    () => {
      for (const response of held) response.writeHead(200, headers).end(body)
    },
    () => undefined,
  )
  for (const client of clients) client.close()
  server.close()
  return found
}

/** The real language server for YAML, spoken to as an editor speaks to it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const SERVER = join(process.cwd(), 'node_modules/yaml-language-server/bin/yaml-language-server')
const URI = 'file:///definitions/shop.yaml'
/** Milliseconds; it loads the schema at the first question. */
const PATIENCE = 60_000

export interface Editor {
  /** What it underlines in `text`, when it has looked at all of it. */
  open(text: string): Promise<readonly Underlined[]>
  /** Labels of what it offers at `▮`. */
  complete(text: string): Promise<readonly string[]>
  /** What it says of what stands at `▮`. */
  hover(text: string): Promise<string>
  close(): Promise<void>
}

export interface Underlined {
  readonly text: string
  readonly message: string
}

export async function startEditor(): Promise<Editor> {
  const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const answers = new Map<unknown, (message: Message) => void>()
  let published: (message: Message) => void = () => {}
  let version = 0
  let asked = 0

  readMessages(child.stdout, (message) => {
    if (message.method === 'textDocument/publishDiagnostics') return published(message)
    // Whatever it asks of an editor, we have no settings of our own.
    if (message.method !== undefined && message.id !== undefined) {
      const items = message.params?.items
      return send({ id: message.id, result: Array.isArray(items) ? items.map(() => ({})) : null })
    }
    answers.get(message.id)?.(message)
    answers.delete(message.id)
  })

  await ask('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { hover: { contentFormat: ['markdown'] } } },
  })
  send({ method: 'initialized', params: {} })
  send({
    method: 'workspace/didChangeConfiguration',
    params: {
      settings: { yaml: { validate: true, hover: true, completion: true, schemaStore: { enable: false } } },
    },
  })

  return {
    async open(text) {
      const seen = within<Message>((done) => (published = done))
      show(text)
      const lines = text.split('\n')
      const { diagnostics } = (await seen).params ?? {}
      return (diagnostics ?? []).map(({ range: { start, end }, message }) => ({
        text: (lines[start.line] ?? '').slice(
          start.character,
          end.line === start.line ? end.character : undefined,
        ),
        message,
      }))
    },
    async complete(text) {
      const { result } = await at(text, 'textDocument/completion')
      return (result?.items ?? []).map(({ label }) => label)
    },
    async hover(text) {
      const { result } = await at(text, 'textDocument/hover')
      return result?.contents?.value ?? ''
    },
    async close() {
      await ask('shutdown', undefined)
      const gone = once(child, 'exit')
      send({ method: 'exit' })
      await gone
    },
  }

  function show(text: string): void {
    version++
    const document = { uri: URI, languageId: 'yaml', version, text }
    send(
      version === 1
        ? { method: 'textDocument/didOpen', params: { textDocument: document } }
        : {
            method: 'textDocument/didChange',
            params: { textDocument: { uri: URI, version }, contentChanges: [{ text }] },
          },
    )
  }

  async function at(marked: string, method: string): Promise<Message> {
    const before = marked.slice(0, marked.indexOf('▮')).split('\n')
    show(marked.replace('▮', ''))
    return ask(method, {
      textDocument: { uri: URI },
      position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
    })
  }

  function ask(method: string, params: unknown): Promise<Message> {
    const id = ++asked
    const answer = within<Message>((done) => answers.set(id, done))
    send({ id, method, params })
    return answer
  }

  function send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message })
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
  }
}

/** As much of the protocol as we look at. */
interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: {
    readonly items?: unknown
    readonly diagnostics?: readonly {
      readonly range: { readonly start: Position; readonly end: Position }
      readonly message: string
    }[]
  }
  readonly result?: {
    readonly items?: readonly { readonly label: string }[]
    readonly contents?: { readonly value: string }
  } | null
}

interface Position {
  readonly line: number
  readonly character: number
}

function readMessages(stream: NodeJS.ReadableStream, take: (message: Message) => void): void {
  let buffer = Buffer.alloc(0)
  stream.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk])
    for (;;) {
      const end = buffer.indexOf('\r\n\r\n')
      const length = Number(
        /Content-Length: (\d+)/i.exec(buffer.toString('latin1', 0, Math.max(0, end)))?.[1],
      )
      if (end < 0 || buffer.length < end + 4 + length) return
      const body = buffer.toString('utf8', end + 4, end + 4 + length)
      buffer = buffer.subarray(end + 4 + length)
      take(JSON.parse(body) as Message)
    }
  })
}

function within<T>(start: (done: (value: T) => void) => void): Promise<T> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error('The language server does not answer.')), PATIENCE)
    start((value) => {
      clearTimeout(timer)
      done(value)
    })
  })
}

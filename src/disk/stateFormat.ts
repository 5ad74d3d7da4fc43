/**
 * How last good texts are written down: a line of JSON for each file, between a head and a foot.
 *
 *     {"pointsman":"state","version":1,"definitions":"/etc/pointsman/services"}
 *     {"path":"shop.yaml","text":"services: …","readings":{"shop.pem":{"text":"-----BEGIN …"}}}
 *     {"files":1,"sha256":"9f86…"}
 */
import { createHash } from 'node:crypto'
import type { FileReading } from '../compiler/source.ts'
import type { GoodText } from '../provider/goodText.ts'

export type GoodTexts = ReadonlyMap<string, GoodText>

/** Why a state is not used: not whole, of another folder, of a Pointsman that came later, or not to be read at all. */
export type Refusal = 'damaged' | 'foreign' | 'newer' | 'unreadable'

/** `problem` is a sentence without a final dot. */
export type ParsedState =
  { readonly texts: GoodTexts } | { readonly refusal: Refusal; readonly problem: string }

const VERSION = 1

/** In pieces, so that whoever writes a large state can do something else in between. */
export function* piecesOfState(texts: GoodTexts, definitions: string): Generator<Buffer> {
  const hash = createHash('sha256')
  let lines = `${JSON.stringify({ pointsman: 'state', version: VERSION, definitions })}\n`
  for (const [path, { text, readings, awaits }] of texts) {
    lines += `${JSON.stringify({ path, text, readings: Object.fromEntries(readings), awaits })}\n`
    if (lines.length < PIECE) continue
    yield hashed(lines)
    lines = ''
  }
  yield hashed(lines)
  yield Buffer.from(`${JSON.stringify({ files: texts.size, sha256: hash.digest('hex') })}\n`)

  function hashed(written: string): Buffer {
    const piece = Buffer.from(written)
    hash.update(piece)
    return piece
  }
}

const PIECE = 256 * 1024

export function parseState(bytes: Buffer, definitions: string): ParsedState {
  const [head = '', ...rest] = bytes.toString().split('\n')
  const about = parsed(head)
  // A newer version may have another foot, or none.
  if (
    about?.['pointsman'] === 'state' &&
    typeof about['version'] === 'number' &&
    about['version'] > VERSION
  ) {
    return {
      refusal: 'newer',
      problem: `it was written by a newer Pointsman (version ${about['version']} of the file; this one knows ${VERSION})`,
    }
  }
  const end = rest.pop()
  const foot = parsed(rest.pop() ?? '')
  const length = bytes.length - Buffer.byteLength(JSON.stringify(foot ?? {})) - 1
  const sha256 = createHash('sha256')
    .update(bytes.subarray(0, Math.max(length, 0)))
    .digest('hex')
  if (
    about?.['pointsman'] !== 'state' ||
    end !== '' ||
    foot?.['files'] !== rest.length ||
    foot['sha256'] !== sha256
  )
    return { refusal: 'damaged', problem: 'it is damaged' }
  if (about['definitions'] !== definitions)
    return {
      refusal: 'foreign',
      problem: `it belongs to the definitions in \`${String(about['definitions'])}\``,
    }

  const texts = new Map<string, GoodText>()
  for (const line of rest) {
    const entry = entryOf(parsed(line))
    if (entry === undefined) return { refusal: 'damaged', problem: 'it is damaged' }
    texts.set(...entry)
  }
  return { texts }
}

type Fields = Readonly<Record<string, unknown>>

function entryOf(fields: Fields | undefined): [string, GoodText] | undefined {
  const { path, text, readings, awaits } = fields ?? {}
  if (typeof path !== 'string' || typeof text !== 'string' || !isFields(readings)) return undefined
  const read = new Map<string, FileReading>()
  for (const [name, value] of Object.entries(readings)) {
    const reading = readingOf(value)
    if (reading === undefined) return undefined
    read.set(name, reading)
  }
  if (awaits === undefined) return [path, { text, readings: read }]
  if (!Array.isArray(awaits) || !awaits.every((other) => typeof other === 'string')) return undefined
  return [path, { text, readings: read, awaits }]
}

function readingOf(value: unknown): FileReading | undefined {
  if (!isFields(value)) return undefined
  const { text, problem } = value
  if (typeof text === 'string') return { text }
  return typeof problem === 'string' ? { problem } : undefined
}

function parsed(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isFields(value) ? value : undefined
  } catch {
    return undefined // Half a line: the caller says that the whole is damaged.
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Keeps the last good texts over a restart, in one file of a directory. */
import { accessSync, constants, lstatSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GoodText } from '../provider/goodText.ts'
import { codeOf, isGone, problemOf, writeProblemOf } from './errno.ts'
import { createLatest } from './latest.ts'
import { clearRemains, replaceFile } from './replaceFile.ts'
import { setAside } from './setAside.ts'
import { parseState, piecesOfState, type GoodTexts, type ParsedState } from './stateFormat.ts'

export interface State {
  /** Of the process before this one; empty when there was none. */
  readonly remembered: GoodTexts
  /** Returns at once. Of texts that are given during a write only the last ones are written. */
  keep(texts: GoodTexts): void
  /** How the writes went, and when the last good one was. */
  writes(): { readonly good: number; readonly failed: number; readonly last: Date | undefined }
  /** Resolves when the last texts are written, or when that takes too long. */
  close(): Promise<void>
}

export interface StateOptions {
  /** Made if it is not there, for nobody else to enter. */
  readonly directory: string
  /** Absolute path of the folder that the texts are from: those of another one are not taken. */
  readonly definitions: string
  /** `message` is a sentence without a final dot. */
  readonly onTrouble: (trouble: { readonly message: string }) => void
}

const NAME = 'last-good.jsonl'
/** Twice what a folder may hold, and certificates. In bytes. */
const LIMIT = 256 * 1024 * 1024
/** Of the time: a large state under a storm of edits must not occupy the disk. */
const SHARE = 0.1
/** A disk that hangs must not keep us from ending: what is there is whole, only older. Milliseconds. */
const CLOSING_TIME = 2000

export function openState({ directory, definitions, onTrouble }: StateOptions): State {
  const path = join(directory, NAME)
  let trouble = ''
  let [good, failed, last]: [number, number, Date | undefined] = [0, 0, undefined]
  const remembered = takeUp()
  /** What is on disk. */
  let written: GoodTexts = remembered

  const writer = createLatest(SHARE, async (texts: GoodTexts) => {
    if (isSame(texts, written)) return
    try {
      await replaceFile(path, piecesOfState(texts, definitions))
      written = texts
      good++
      last = new Date()
      if (trouble !== '') onTrouble({ message: 'the state can be written again' })
      trouble = ''
    } catch (error) {
      failed++
      tell(
        `the state cannot be written, and a restart would know an older one: ${writeProblemOf(codeOf(error))}`,
      )
    }
  })

  return {
    remembered,
    keep: (texts) => writer.take(texts),
    writes: () => ({ good, failed, last }),
    close: () => writer.close(CLOSING_TIME),
  }

  function takeUp(): GoodTexts {
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 })
      accessSync(directory, constants.W_OK | constants.X_OK)
      clearRemains(path)
    } catch (error) {
      tell(`no state can be kept in \`${directory}\`: ${writeProblemOf(codeOf(error))}`)
    }
    const found = read(path, definitions)
    if (found === undefined || 'texts' in found) return found?.texts ?? new Map()
    const aside = setAside(path, found.refusal)
    const where =
      'name' in aside ? `it was renamed to \`${aside.name}\`` : `it cannot be renamed: ${aside.problem}`
    onTrouble({ message: `the state in \`${path}\` is not used: ${found.problem}; ${where}` })
    return new Map()
  }

  function tell(message: string): void {
    if (message !== trouble) onTrouble({ message })
    trouble = message
  }
}

/** Nothing when there is none. */
function read(path: string, definitions: string): ParsedState | undefined {
  try {
    const stats = lstatSync(path)
    if (!stats.isFile()) return { refusal: 'damaged', problem: 'it is not a regular file' }
    if (stats.size > LIMIT)
      return { refusal: 'damaged', problem: `it has ${stats.size} bytes; ${LIMIT} are the limit` }
    return parseState(readFileSync(path), definitions)
  } catch (error) {
    const code = codeOf(error)
    return isGone(code) ? undefined : { refusal: 'unreadable', problem: problemOf(code) }
  }
}

/** By content; texts that did not change are the same string, for which that costs nothing. */
function isSame(a: GoodTexts, b: GoodTexts): boolean {
  return a.size === b.size && [...a].every(([path, text]) => isSameGood(text, b.get(path)))
}

function isSameGood(a: GoodText, b: GoodText | undefined): boolean {
  if (b === undefined || a.text !== b.text || a.readings.size !== b.readings.size) return false
  if (a.awaits?.join('\0') !== b.awaits?.join('\0')) return false
  return [...a.readings].every(([path, reading]) => {
    const other = b.readings.get(path)
    if (other === undefined) return false
    return 'text' in reading
      ? 'text' in other && reading.text === other.text
      : 'problem' in other && reading.problem === other.problem
  })
}

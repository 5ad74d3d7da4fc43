/** What a translation asks of the world, and notes with the answer: asked again, the same answers mean the same result. */
import type { Reader } from './reader.ts'
import type { FileReading } from './source.ts'

export interface Inquiry {
  /** On behalf of the definition file `file`. */
  readFile(file: string, path: string): FileReading
  isPast(date: Date): boolean
  answers(): Answers
}

export interface Answers {
  readonly readings: readonly {
    readonly file: string
    readonly path: string
    readonly reading: FileReading
  }[]
  readonly past: readonly { readonly date: Date; readonly is: boolean }[]
}

export function createInquiry(reader: Reader): Inquiry {
  const readings: Answers['readings'][number][] = []
  const past: Answers['past'][number][] = []
  return {
    readFile(file, path) {
      const reading = reader.read(file, path)
      readings.push({ file, path, reading })
      return reading
    },
    isPast(date) {
      const is = reader.isPast(date)
      past.push({ date, is })
      return is
    },
    answers: () => (readings.length === 0 && past.length === 0 ? NOTHING_ASKED : { readings, past }),
  }
}

/** One for all: nearly every service asks for nothing, and answers are kept as long as it is. */
const NOTHING_ASKED: Answers = { readings: [], past: [] }

export function confirms(reader: Reader, { readings, past }: Answers): boolean {
  return (
    past.every(({ date, is }) => reader.isPast(date) === is) &&
    readings.every(({ file, path, reading }) => isSame(reader.read(file, path), reading))
  )
}

function isSame(a: FileReading, b: FileReading): boolean {
  return (
    a === b || ('text' in a ? 'text' in b && a.text === b.text : 'problem' in b && a.problem === b.problem)
  )
}

/** By path of the definition file: all that was read for it. */
export function readingsOf(
  made: readonly { readonly answers: Answers }[],
): ReadonlyMap<string, ReadonlyMap<string, FileReading>> {
  const byFile = new Map<string, Map<string, FileReading>>()
  for (const { answers } of made) {
    for (const { file, path, reading } of answers.readings) {
      const known = byFile.get(file) ?? new Map<string, FileReading>()
      byFile.set(file, known.set(path, reading))
    }
  }
  return byFile
}

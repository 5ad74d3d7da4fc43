/** Files that definitions name: certificates, keys, authorities. Read when they are asked for, and again when they changed. */
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { FileReading } from '../compiler/source.ts'
import { decode } from './decode.ts'
import { codeOf, problemOf } from './errno.ts'
import { isRacy, sightingOf, type Sighting } from './sighting.ts'

export interface SideFiles {
  /** Relative paths begin at the definitions folder. Never throws; `problem` is a sentence without a final dot. */
  read(path: string): FileReading
  /** Every file that was asked for, as an absolute path. */
  watched(): readonly string[]
}

const LIMIT = 1024 * 1024

export function createSideFiles(directory: string): SideFiles {
  const known = new Map<string, { sighting: Sighting; readAt: number; reading: FileReading }>()
  const asked = new Set<string>()

  return {
    read(path) {
      const absolute = resolve(directory, path)
      asked.add(absolute)
      let descriptor: number
      try {
        descriptor = openSync(absolute, 'r')
      } catch (error) {
        known.delete(absolute)
        return { problem: problemOf(codeOf(error)) }
      }
      try {
        const sighting = sightingOf(fstatSync(descriptor, { bigint: true }))
        const before = known.get(absolute)
        if (
          before !== undefined &&
          before.sighting.stamp === sighting.stamp &&
          !isRacy(before.sighting, before.readAt)
        )
          return before.reading
        const reading = readingOf(descriptor, sighting)
        known.set(absolute, { sighting, readAt: Date.now(), reading })
        return reading
      } catch (error) {
        return { problem: problemOf(codeOf(error)) }
      } finally {
        closeSync(descriptor)
      }
    },
    watched: () => [...asked].sort(),
  }
}

function readingOf(descriptor: number, { kind, size }: Sighting): FileReading {
  if (kind === 'directory') return { problem: 'it is a directory' }
  if (kind !== 'file') return { problem: 'it is not a regular file' }
  if (size > LIMIT) return { problem: `it has ${size} bytes; ${LIMIT} are the limit` }
  const decoded = decode(readFileSync(descriptor))
  return 'text' in decoded ? decoded : { problem: `it is not text: byte ${decoded.offset} is not UTF-8` }
}

/** Files that definitions name: certificates, keys, authorities, secrets. Read when they are asked for, and again when they changed. */
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import type { FileReading } from '../compiler/source.ts'
import { decode } from './decode.ts'
import { codeOf, problemOf } from './errno.ts'
import { isRacy, sightingOf, type Sighting } from './sighting.ts'

export interface SideFiles {
  /** Relative paths begin at the definitions folder. Never throws; `problem` is a sentence without a final dot. */
  read(path: string): FileReading
  /** Only below the definitions folder and the folders for secrets. */
  readSecret(path: string): FileReading
  /** Every file that was asked for, as an absolute path, unless it was forgotten. */
  watched(): readonly string[]
  /** Forgets all but these. */
  keepOnly(paths: readonly string[]): void
}

/** A pipe without a writer would keep us waiting for ever. */
const READ = constants.O_RDONLY | constants.O_NONBLOCK

const LIMIT = 1024 * 1024
/** Every pod has this below the folder for secrets. */
const KUBERNETES = '/run/secrets/kubernetes.io'

/** `secrets`: the folders, beside the definitions folder, that `${file:…}` may name files of. */
export function createSideFiles(directory: string, secrets: readonly string[] = []): SideFiles {
  const allowed = [directory, ...secrets].map((folder) => resolve(folder))
  const known = new Map<string, { sighting: Sighting; readAt: number; reading: FileReading }>()
  const asked = new Set<string>()

  const files: SideFiles = {
    read(path) {
      const absolute = resolve(directory, path)
      asked.add(absolute)
      let descriptor: number
      try {
        descriptor = openSync(absolute, READ)
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
    readSecret(path) {
      const outside = whyOutside(resolve(directory, path), allowed)
      return outside === undefined ? files.read(path) : { problem: outside }
    },
    watched: () => [...asked].sort(),
    keepOnly(paths) {
      const kept = new Set(paths.map((path) => resolve(directory, path)))
      for (const path of asked) {
        if (kept.has(path)) continue
        asked.delete(path)
        known.delete(path)
      }
    },
  }
  return files
}

/** Where the path really leads counts, not what it looks like. */
function whyOutside(absolute: string, allowed: readonly string[]): string | undefined {
  if (!allowed.some((folder) => isBelow(absolute, folder))) return outsideOf(allowed)
  try {
    const real = realpathSync(absolute)
    const folders = allowed.flatMap((folder) => realOf(folder) ?? [])
    if (isBelow(real, KUBERNETES)) return "that is the pod's own way into its cluster"
    return folders.some((folder) => isBelow(real, folder)) ? undefined : outsideOf(allowed)
  } catch {
    return undefined // It is not there, or may not be read: opening it says which.
  }
}

function outsideOf(allowed: readonly string[]): string {
  const folders = allowed.map((folder) => `\`${folder}\``).join(', ')
  return `a secret is read only below ${folders}; \`--secrets DIR\` names another folder`
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)
}

function realOf(folder: string): string | undefined {
  try {
    return realpathSync(folder)
  } catch {
    return undefined // A folder that is not there holds no file.
  }
}

function readingOf(descriptor: number, { kind, size }: Sighting): FileReading {
  if (kind === 'directory') return { problem: 'it is a directory' }
  if (kind !== 'file') return { problem: 'it is not a regular file' }
  if (size > LIMIT) return { problem: `it has ${size} bytes; ${LIMIT} are the limit` }
  const decoded = decode(readFileSync(descriptor))
  return 'text' in decoded ? decoded : { problem: `it is not text: byte ${decoded.offset} is not UTF-8` }
}

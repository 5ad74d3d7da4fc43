/** What the system says about a file without reading it: enough to see later that it is another or has changed. */
import { fstatSync, stat, type BigIntStats } from 'node:fs'

export interface Sighting {
  /** Equal as long as it is the same file with the same content, unless the file is racy. */
  readonly stamp: string
  /** Which file it is: another one may have its name later. */
  readonly identity: string
  /** In bytes. */
  readonly size: number
  readonly kind: 'file' | 'directory' | 'other'
  /** When content or inode last changed, in milliseconds since 1970, by the clock of the file system. */
  readonly changed: number
}

/** Follows symbolic links. Rejects with the system's error. */
export function sight(path: string): Promise<Sighting> {
  // The callback forms of node:fs take a third of the time of node:fs/promises: 30 against 90 ms for 10,000 files.
  return new Promise((resolve, reject) => {
    stat(path, { bigint: true }, (error, stats) => (error ? reject(error) : resolve(sightingOf(stats))))
  })
}

/** Throws the system's error. */
export function sightOpen(descriptor: number): Sighting {
  return sightingOf(fstatSync(descriptor, { bigint: true }))
}

export function sightingOf(stats: BigIntStats): Sighting {
  const { dev, ino, size, mtimeNs, ctimeNs } = stats
  const identity = `${dev}:${ino}`
  return {
    stamp: `${identity}:${size}:${mtimeNs}:${ctimeNs}`,
    identity,
    size: Number(size),
    kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : 'other',
    changed: Number((mtimeNs > ctimeNs ? mtimeNs : ctimeNs) / 1_000_000n),
  }
}

/**
 * Whether a file read at `readAt` may change without its stamp showing it: the clock of a file system moves in steps (4 ms on
 * Linux, up to 2 s elsewhere), so a second write in the same step leaves the same time. git calls this "racily clean".
 */
export function isRacy(sighting: Sighting, readAt: number): boolean {
  return sighting.changed > readAt - 1000
}

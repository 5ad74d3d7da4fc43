/** Watches the folder and the files that definitions name; every event is a hint to look again, and nothing more. */
import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { watch, type FSWatcher } from 'chokidar'
import { directoriesBehind } from './directoriesBehind.ts'
import { createOnlyDirectories } from './onlyDirectories.ts'
import { isDefinition, isPassedOver } from './passedOver.ts'

export interface WatcherOptions {
  readonly directory: string
  /** Look every second instead of listening for events. */
  readonly polling: boolean
  /** `path`: where something happened; absent: it may be anywhere. */
  readonly onHint: (path?: string, happened?: Happened) => void
  /** `message` is a sentence without a final dot, told once. */
  readonly onTrouble: (trouble: { readonly message: string }) => void
}

/** `come`: there is a definition that is new or other than before. */
export type Happened = 'come' | 'other'

export interface Watcher {
  /** Absolute paths of files to watch beside the folder; replaces the earlier ones. */
  also(paths: readonly string[]): void
  /** Events do not tell everything now: all is looked at every second. */
  distrust(on: boolean): void
  close(): Promise<void>
}

/** Events can be lost: everything is looked at once a minute. Milliseconds. */
const LOOK_EVERY = 60_000
/** A folder that is replaced as a whole may send no event: its identity is compared. */
const IDENTITY_EVERY = 1000
const POLLING_INTERVAL = 1000

export function createWatcher({ directory, polling, onHint, onTrouble }: WatcherOptions): Watcher {
  let closed = false
  let fallen = polling
  let distrusted = false
  /** Directories, for certbot, cert-manager and Kubernetes swap links in them. */
  let beside: readonly string[] = []
  let folderWatcher = start([directory])
  let besideWatcher: FSWatcher | undefined
  let identity: Identity | undefined

  const looking = setInterval(() => onHint(), LOOK_EVERY)
  const comparing = setInterval(() => {
    void compareIdentity()
    if (distrusted) onHint()
  }, IDENTITY_EVERY)
  looking.unref()
  comparing.unref()
  void compareIdentity()

  return {
    also(paths) {
      const directories = directoriesBehind(paths)
      if (closed || directories.join('\0') === beside.join('\0')) return
      beside = directories
      void besideWatcher?.close()
      besideWatcher = startBeside()
    },
    distrust: (on) => void (distrusted = on),
    async close() {
      closed = true
      clearInterval(looking)
      clearInterval(comparing)
      await Promise.all([folderWatcher.close(), besideWatcher?.close()])
    },
  }

  function start(paths: readonly string[], depth?: number): FSWatcher {
    let isReady = false
    const only = createOnlyDirectories(paths, (path) => {
      // `ready` makes us look at all that was there before.
      if (isReady) onHint(path, isDefinitionPath(path) ? 'come' : 'other')
    })
    const watcher = watch([...paths], {
      ignoreInitial: true,
      followSymlinks: true,
      ...(depth === undefined ? {} : { depth }),
      // Who looks regularly has to know what there is to look at.
      ...(fallen
        ? { usePolling: true, interval: POLLING_INTERVAL }
        : { ignored: (path: string, stats?: Stats) => only.isIgnored(path, stats) }),
    })
    watcher.on('all', (event, path) => {
      if (event === 'unlink' || event === 'unlinkDir') only.forget(path)
      onHint(path, (event === 'add' || event === 'change') && isDefinitionPath(path) ? 'come' : 'other')
    })
    // Comes before chokidar has looked at anything, and is all there is of a file that goes.
    watcher.on('raw', (_event, name, details) => {
      const below = watchedPath(details)
      if (below === undefined) return
      const path = name === null ? below : join(below, name)
      if (only.concerns(path)) onHint(path, 'other')
    })
    // What changed before the watches stood sends no event.
    watcher.on('ready', () => {
      isReady = true
      onHint()
    })
    watcher.on('error', (error) => fall(error))
    return watcher
  }

  function startBeside(): FSWatcher | undefined {
    return beside.length === 0 ? undefined : start(beside, 0)
  }

  /** The system has no more watches or files to give: then looking regularly is better than not seeing. */
  function fall(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (closed) return
    if (code !== 'ENOSPC' && code !== 'EMFILE' && code !== 'ENFILE') {
      onTrouble({
        message: `watching met an error and goes on: ${error instanceof Error ? error.message : String(error)}`,
      })
      return
    }
    if (fallen) return
    fallen = true
    onTrouble({
      message: `the system has no more file watches to give (${code}); the folder is looked at every second instead`,
    })
    const before = [folderWatcher, besideWatcher]
    folderWatcher = start([directory])
    besideWatcher = startBeside()
    for (const watcher of before) void watcher?.close()
    onHint()
  }

  async function compareIdentity(): Promise<void> {
    const before = identity
    identity = await identityOf(directory, before)
    if (closed || before === undefined) return
    if (identity.inode === before.inode && identity.moved === before.moved) return
    // What chokidar watched may be gone with the old folder.
    const lost = folderWatcher
    folderWatcher = start([directory])
    void lost.close()
    onHint()
  }
}

interface Identity {
  /** Why it is missing is for the next look to say. */
  readonly inode: string
  /** When it was moved or had its rights changed last, as far as that was seen. Milliseconds. */
  readonly moved: number
}

/**
 * A folder that goes and is back before anybody looks is the same as before, but nobody may listen to it any more. Being
 * moved changes its ctime alone; what comes and goes in it, its mtime as well.
 */
async function identityOf(directory: string, before: Identity | undefined): Promise<Identity> {
  const moved = before?.moved ?? 0
  try {
    const { dev, ino, ctimeMs, mtimeMs } = await stat(directory)
    return { inode: `${dev}:${ino}`, moved: ctimeMs > mtimeMs ? ctimeMs : moved }
  } catch {
    return { inode: 'missing', moved }
  }
}

/** The directory in which the system saw something; with polling there is none. */
function watchedPath(details: unknown): string | undefined {
  if (typeof details !== 'object' || details === null || !('watchedPath' in details)) return undefined
  return typeof details.watchedPath === 'string' ? details.watchedPath : undefined
}

function isDefinitionPath(path: string): boolean {
  return isDefinition(path) && !isPassedOver(basename(path))
}

/** Gathers hints that something changed into runs: one at a time, after a moment of quiet. */
export interface Settle {
  /** Something may have changed: a run begins after this, even when one is under way. `subject`: the file, if it is one. */
  hint(subject?: string): void
  /** Resolves when nothing is waiting and nothing runs. */
  idle(): Promise<void>
  /** Drops what is waiting; resolves when the run under way has ended. */
  close(): Promise<void>
}

export interface SettleOptions {
  /** Milliseconds without a hint before a run, and five times as many once a second file has changed: see `MANY`. */
  readonly quiet?: number
  /** Milliseconds after the first hint at which a run begins though hints keep coming. */
  readonly ceiling?: number
  /** Must not reject: it reports its own failures. */
  readonly run: () => Promise<void>
  /** For tests. */
  readonly timers?: Timers
}

export interface Timers {
  /** Calls `action` once after `milliseconds`; returns what prevents that. */
  after(milliseconds: number, action: () => void): () => void
}

export function createSettle({ quiet = 20, ceiling = 500, run, timers = realTimers }: SettleOptions): Settle {
  let cancelQuiet: (() => void) | undefined
  let cancelCeiling: (() => void) | undefined
  /** A run is due, and waits for the one under way. */
  let due = false
  let running = false
  let closed = false
  let subjects = new Set<string>()
  let waiters: (() => void)[] = []

  return {
    hint(subject) {
      if (closed) return
      if (subject !== undefined) subjects.add(subject)
      cancelQuiet?.()
      cancelQuiet = timers.after(subjects.size > 1 ? quiet * MANY : quiet, expire)
      cancelCeiling ??= timers.after(ceiling, expire)
    },
    idle,
    close() {
      closed = true
      stopTimers()
      due = false
      tellWaiters()
      return idle()
    },
  }

  function idle(): Promise<void> {
    return isIdle() ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))
  }

  function expire(): void {
    stopTimers()
    due = true
    if (!running) void work()
  }

  async function work(): Promise<void> {
    running = true
    try {
      while (due) {
        due = false
        // The next run must see what this one was hinted at, so the order is not to be parallel.
        // oxlint-disable-next-line no-await-in-loop
        await run()
      }
    } finally {
      running = false
      tellWaiters()
    }
  }

  function stopTimers(): void {
    cancelQuiet?.()
    cancelCeiling?.()
    cancelQuiet = undefined
    cancelCeiling = undefined
    subjects = new Set()
  }

  function isIdle(): boolean {
    return !running && !due && cancelQuiet === undefined
  }

  function tellWaiters(): void {
    if (!isIdle()) return
    const told = waiters
    waiters = []
    for (const tell of told) tell()
  }
}

/**
 * Who changes two files changes more of them, as `git pull` does, and not always within one moment of quiet. Traefik
 * applies the first change at once and the next only after its throttle of 2 s: half a change would be all there is for
 * so long. One file by itself, which is what a person waits for, is not put off.
 */
const MANY = 5

const realTimers: Timers = {
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds)
    return () => clearTimeout(timer)
  },
}

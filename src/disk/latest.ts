/** Works on the newest value only, one at a time, and for no more than a share of the time. */
export interface Latest<Value> {
  /** Returns at once. Of values that are given while work is under way, only the last one is worked on. */
  take(value: Value): void
  /** Does what is waiting without a pause; resolves when nothing is left, or after `most` milliseconds. */
  close(most: number): Promise<void>
}

/** `work` must not reject: it reports its own failures. */
export function createLatest<Value>(share: number, work: (value: Value) => Promise<void>): Latest<Value> {
  let waiting: { readonly value: Value } | undefined
  let working: Promise<void> | undefined
  let endPause: (() => void) | undefined
  let closed = false

  return {
    take(value) {
      if (closed) return
      waiting = { value }
      working ??= workOff().finally(() => (working = undefined))
    },
    async close(most) {
      closed = true
      endPause?.()
      if (working === undefined) return
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, most)))
      await Promise.race([working, late])
      clearTimeout(timer)
    },
  }

  async function workOff(): Promise<void> {
    while (waiting !== undefined) {
      const { value } = waiting
      waiting = undefined
      const start = performance.now()
      await work(value)
      if (!closed) await pause((performance.now() - start) * (1 / share - 1))
    }
  }

  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(end, milliseconds)
      timer.unref()
      endPause = end
      function end(): void {
        clearTimeout(timer)
        endPause = undefined
        resolve()
      }
    })
  }
}

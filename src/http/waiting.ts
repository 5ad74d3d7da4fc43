/** The requests that are held back until there is something new. */
import type { Provider } from '../provider/provider.ts'

export interface Waiting {
  /** Resolves at the next publication, after `hold` milliseconds, at `release`, or when `gone` is aborted. */
  wait(hold: number, gone: AbortSignal): Promise<void>
  count(): number
  /** Answers all that wait; from now on nobody waits. */
  release(): void
}

export function createWaiting(provider: Provider): Waiting {
  const wakers = new Set<() => void>()
  let released = false
  const wakeAll = (): void => {
    for (const wake of wakers) wake()
  }
  const forget = provider.onPublish(wakeAll)

  return {
    wait(hold, gone) {
      if (released || gone.aborted) return Promise.resolve()
      return new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer)
          gone.removeEventListener('abort', wake)
          wakers.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, hold)
        gone.addEventListener('abort', wake)
        wakers.add(wake)
      })
    },
    count: () => wakers.size,
    release() {
      released = true
      forget()
      wakeAll()
    },
  }
}

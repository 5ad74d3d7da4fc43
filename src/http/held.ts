/** The polls that are held back until there is something new. */
import type { EventEmitter } from 'node:events'
import type { Provider } from '../provider/provider.ts'
import type { Milliseconds } from './interval.ts'

export interface Held {
  /**
   * Resolves when the poll is to be answered: at the next publication, at the end of its time, at `release` or `answer`.
   * The value is whether the client is still there. A client has one held poll at most.
   */
  keep(client: object, time: Milliseconds, response: EventEmitter): Promise<boolean>
  /** Lets the held poll of this client be answered, if there is one. */
  answer(client: object): void
  has(client: object): boolean
  count(): number
  /** Lets all be answered; from now on nothing is held. */
  release(): void
  isReleased(): boolean
}

export function createHeld(provider: Pick<Provider, 'onPublish'>): Held {
  const polls = new Map<object, (isThere: boolean) => void>()
  const stopListening = provider.onPublish(answerAll)
  let released = false

  return {
    keep(client, time, response) {
      if (released) return Promise.resolve(true)
      // In HTTP/2 the next poll of a client need not wait for the answer to the last one.
      polls.get(client)?.(true)
      return new Promise((resolve) => {
        const end = (isThere: boolean): void => {
          clearTimeout(timer)
          response.off('close', gone)
          polls.delete(client)
          resolve(isThere)
        }
        const gone = (): void => end(false)
        const timer = setTimeout(end, time, true)
        response.once('close', gone)
        polls.set(client, end)
      })
    },
    answer: (client) => polls.get(client)?.(true),
    has: (client) => polls.has(client),
    count: () => polls.size,
    release() {
      released = true
      stopListening()
      answerAll()
    },
    isReleased: () => released,
  }

  /** The answers themselves are written when all timers and listeners are gone, one after the other without a pause. */
  function answerAll(): void {
    for (const end of polls.values()) end(true)
  }
}

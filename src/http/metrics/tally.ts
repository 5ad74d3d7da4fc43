/** Counts what happens from the start on, in plain numbers: the library that writes them down is loaded when somebody asks. */
import type { Provider, Reload } from '../../provider/provider.ts'

export interface Tally {
  /** An answer to a poll. */
  poll(client: string, code: number): void
  readonly reloads: ReadonlyMap<Reload['outcome']['kind'], number>
  /** Of the last reload whose outcome was not `held`. */
  lastGood(): Date | undefined
  /** By client, then by status code. */
  readonly polls: ReadonlyMap<string, ReadonlyMap<number, number>>
  /** Of publications since it was last asked, in seconds. */
  takeDurations(): readonly number[]
}

/** Clients name themselves: what they can make us remember has to end somewhere. */
const MOST_CLIENTS = 100
export const OTHER_CLIENTS = 'others'

/** Of a server that nobody scrapes only the last ones are kept. */
const MOST_DURATIONS = 1000

export function createTally(provider: Pick<Provider, 'onReload'>): Tally {
  const reloads = new Map<Reload['outcome']['kind'], number>([
    ['published', 0],
    ['unchanged', 0],
    ['held', 0],
  ])
  const polls = new Map<string, Map<number, number>>()
  let durations: number[] = []
  let lastGood: Date | undefined

  provider.onReload(({ outcome, took }) => {
    reloads.set(outcome.kind, (reloads.get(outcome.kind) ?? 0) + 1)
    if (outcome.kind !== 'held') lastGood = new Date()
    if (outcome.kind !== 'published') return
    durations.push(took / 1000)
    if (durations.length > MOST_DURATIONS) durations.shift()
  })

  return {
    poll(client, code) {
      const name = polls.has(client) || polls.size < MOST_CLIENTS ? client : OTHER_CLIENTS
      const codes = polls.get(name) ?? new Map<number, number>()
      polls.set(name, codes.set(code, (codes.get(code) ?? 0) + 1))
    },
    reloads,
    polls,
    lastGood: () => lastGood,
    takeDurations() {
      const taken = durations
      durations = []
      return taken
    },
  }
}

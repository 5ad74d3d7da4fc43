/** Learns how often a client polls, hence how long its next poll may be held. */

export type Milliseconds = number

/** Traefik gives up a poll after 5 s unless told otherwise (`providers.http.pollTimeout`). */
export const LONGEST_HOLD: Milliseconds = 4000

export interface Interval {
  /** A poll arrives; gives how long it may be held, 0 for not at all. `now` never goes back. */
  arrive(now: Milliseconds): Milliseconds
  /** The answer to that poll leaves. */
  answered(now: Milliseconds, wasHeld: boolean): void
  /** Begins anew, as with the first poll. */
  forget(): void
}

/**
 * The interval is the smallest time of late between the arrivals of two polls. Traefik polls by a ticker, so that time
 * is its interval however long we held the first of the two, as long as we held it for less:
 *
 *     arrivals       0       500      1000           not held, then held for 450 ms
 *     answers        1           951      1450
 *
 * Not every client is a Traefik. One that sleeps between an answer and its next poll comes later the longer it was held;
 * so the time after held polls cannot make the interval longer. When all of late were clearly longer, one poll is
 * answered at once, and the time after it decides.
 */
export function createInterval(): Interval {
  let gaps: Milliseconds[] = []
  let last: Poll | undefined
  let longer = 0

  return {
    arrive(now) {
      const before = last
      last = { arrived: now, answered: now, wasHeld: false, onBeat: true }
      const isEarly =
        before !== undefined && gaps.length > 0 && now - before.arrived < smallest() * (1 - SHARE)
      if (before !== undefined) learn(before, last)
      // Before its time comes somebody else on a shared connection, or a Traefik that was restarted and has nothing.
      return gaps.length === 0 || isEarly ? 0 : holdFor(smallest())
    },
    answered(now, wasHeld) {
      if (last !== undefined) Object.assign(last, { answered: now, wasHeld })
    },
    forget() {
      last = undefined
      forget()
    },
  }

  function learn(before: Poll, poll: Poll): void {
    if (!before.onBeat) return
    const pause = poll.arrived - before.answered
    // A kept tick: we held for longer than the interval, as happens when the first answer took long to be taken in.
    if (before.wasHeld && pause < AT_ONCE) {
      poll.onBeat = false
      return forget()
    }
    // Whoever stays away for so long polls by no rhythm, or had to stop; it is learned as on a new connection.
    if (pause > PAUSE * smallest()) return forget()

    const gap = poll.arrived - before.arrived
    longer = before.wasHeld && gap > smallest() * (1 + SHARE) ? longer + 1 : 0
    if (longer === REMEMBERED) return forget()
    gaps.push(gap)
    if (gaps.length > REMEMBERED) gaps.shift()
  }

  function forget(): void {
    gaps = []
    longer = 0
  }

  function smallest(): Milliseconds {
    return Math.min(...gaps)
  }
}

/** Less than the interval, so that a Traefik told to stop leaves: docs/decisions/0002-hold-less-than-the-poll-interval.md. */
export function holdFor(interval: Milliseconds): Milliseconds {
  const hold = Math.min(interval - Math.max(interval * SHARE, LEAST_MARGIN), LONGEST_HOLD)
  return hold < SHORTEST_HOLD ? 0 : hold
}

interface Poll {
  readonly arrived: Milliseconds
  /** As long as it is not answered, when it arrived. */
  answered: Milliseconds
  wasHeld: boolean
  /** It came by the ticker, and not as soon as we let it: the time to the next one tells something. */
  onBeat: boolean
}

const SHARE = 0.1
const LEAST_MARGIN: Milliseconds = 50
const SHORTEST_HOLD: Milliseconds = 100
/** Well under the least margin, so that a client that is in time is not taken for one that we made wait. */
const AT_ONCE: Milliseconds = 20
/** In polls. */
const REMEMBERED = 8
/** In intervals. */
const PAUSE = 2

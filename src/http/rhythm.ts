/** Learns how often the client at the other end of a connection polls, and how long its next poll may be held. */

/** Milliseconds. */
export type Milliseconds = number

/** So that an answer comes before the client's next tick: see docs/decisions/0002-hold-less-than-the-poll-interval.md. */
const SHARE = 0.1
const LEAST_MARGIN: Milliseconds = 50
/** Traefik gives up a poll after 5 s. */
const LONGEST: Milliseconds = 4000
/** A shorter hold is not worth a timer. */
const SHORTEST: Milliseconds = 100
/** How many gaps are looked at: a slower rhythm is believed after this many polls. */
const REMEMBERED = 8

export interface Rhythm {
  /** Told of each request as it arrives; gives how long it may be held, 0 for not at all. */
  arrive(now: Milliseconds): Milliseconds
}

/**
 * The smallest gap of late is the interval: a client that is late now and then, or two that share a connection,
 * can only make it smaller, and a hold that is too short harms nobody.
 */
export function createRhythm(): Rhythm {
  const gaps: Milliseconds[] = []
  let last: Milliseconds | undefined
  return {
    arrive(now) {
      if (last !== undefined) gaps.push(now - last)
      last = now
      if (gaps.length > REMEMBERED) gaps.shift()
      return gaps.length === 0 ? 0 : holdFor(Math.min(...gaps))
    },
  }
}

export function holdFor(interval: Milliseconds): Milliseconds {
  const hold = Math.min(interval - Math.max(interval * SHARE, LEAST_MARGIN), LONGEST)
  return hold < SHORTEST ? 0 : hold
}

/** How long a poll is held, as a person writes it. */
import { LONGEST_HOLD, type Milliseconds } from './interval.ts'

/** `auto`: learned on each connection. */
export type Hold = 'auto' | Milliseconds

/** What `parseHold` accepts, for messages. */
export const HOLD_SYNTAX = '`auto`, `0`, or a duration of at most 4 s such as `400ms` or `2s`'

/** `auto`, `0`, `400ms`, `1.5s`; nothing when nothing was said. */
export function parseHold(text: unknown): Hold | 'invalid' | undefined {
  if (text === undefined || text === 'auto') return text
  if (text === '0') return 0
  const [, number, unit] = (typeof text === 'string' ? DURATION.exec(text) : null) ?? []
  const milliseconds = Number(number) * (unit === 's' ? 1000 : 1)
  return milliseconds <= LONGEST_HOLD ? milliseconds : 'invalid'
}

const DURATION = /^(\d+(?:\.\d+)?)(ms|s)$/

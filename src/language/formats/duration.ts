/** Durations: `10s`, `1m30s`, `180d`, `2y`. */
import type { Format } from '../shapes/scalar.ts'

/** Milliseconds. */
export type Duration = number

const SECOND = 1000
const DAY = 24 * 3600 * SECOND
/** A year is 365 days, as `max-age` values are counted. */
const UNITS: Readonly<Record<string, Duration>> = {
  ms: 1,
  s: SECOND,
  m: 60 * SECOND,
  h: 3600 * SECOND,
  d: DAY,
  w: 7 * DAY,
  y: 365 * DAY,
}

export const durationFormat: Format<Duration> = {
  expects: 'a duration such as `10s`, `5m` or `180d`',
  parse(text) {
    if (/^\d+$/.test(text)) return { mistake: 'has no unit', help: `Write \`${text}s\` for seconds.` }
    if (!/^(\d+(\.\d+)?(ms|[smhdwy]))+$/.test(text)) {
      return {
        mistake: 'is not a duration',
        help: 'Write a number and a unit: `ms`, `s`, `m`, `h`, `d`, `w` or `y`.',
      }
    }
    const sum = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdwy])/g)].reduce(
      (total, part) => total + Number(part[1]) * (UNITS[part[2] ?? ''] ?? 0),
      0,
    )
    if (sum > 100 * 365 * DAY) return { mistake: 'is longer than 100 years' }
    return Math.round(sum)
  },
  schema: { pattern: '^(\\d+(\\.\\d+)?(ms|[smhdwy]))+$' },
}

/** As Traefik's decoder reads it: Go knows no unit above the hour, and whole seconds are the shortest. */
export function goDuration(duration: Duration): string {
  return duration % SECOND === 0 ? `${duration / SECOND}s` : `${duration}ms`
}

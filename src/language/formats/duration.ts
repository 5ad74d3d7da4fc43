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
    if (!DURATION.test(text)) {
      const meant = inOurUnits(text)
      return {
        mistake: 'is not a duration',
        help: DURATION.test(meant)
          ? `Write \`${meant}\`.`
          : 'Write a number and a unit: `ms`, `s`, `m`, `h`, `d`, `w` or `y`.',
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

const DURATION = /^(\d+(\.\d+)?(ms|[smhdwy]))+$/

/** `2 years`, `5min`, `1h30`, `PT1H`, `max-age=31536000; includeSubDomains`. */
function inOurUnits(text: string): string {
  return text
    .toLowerCase()
    .replace(/^max-age\s*=\s*(\d+).*$/, '$1s')
    .replace(/^p?t?(?=\d)/, '')
    .replace(/,(?=\d)/, '.')
    .replace(/^\.(?=\d)/, '0.')
    .replace(/(\d+)\s*mo(nths?|ns?)?\b/, (_all, months: string) => `${Number(months) * 30}d`)
    .replace(/(\d)\s*(milli(?:second)?s?|msecs?)\b/g, '$1ms')
    .replace(
      /(\d)\s*(s|m|h|d|w|y)(?:ec(?:ond)?s?|in(?:ute)?s?|(?:ou)?rs?|ays?|eeks?|ks?|ears?)(?![a-z])/g,
      '$1$2',
    )
    .replace(/\s+(?=[\da-z])|\s+$/g, '')
    .replace(/h(\d+)$/, 'h$1m')
    .replace(/([^h])m(\d+)$/, '$1m$2s')
}

/** As Traefik's decoder reads it: Go knows no unit above the hour, and whole seconds are the shortest. */
export function goDuration(duration: Duration): string {
  return duration % SECOND === 0 ? `${duration / SECOND}s` : `${duration}ms`
}

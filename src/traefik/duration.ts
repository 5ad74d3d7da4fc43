/** Durations as Traefik's decoder reads them: Go's, or whole seconds. */

/** The text in Go's notation, or nothing when Traefik would refuse it. */
export function readDuration(written: string | number): string | undefined {
  const text = String(written)
  if (/^[-+]?\d+$/.test(text)) {
    const seconds = Number(text)
    // Go wraps silently when it multiplies seconds to more nanoseconds than 63 bits hold.
    return Math.abs(seconds) * 1e9 < MOST ? `${seconds}s` : undefined
  }
  if (typeof written === 'number' || !DURATION.test(text)) return undefined
  const sum = [...text.matchAll(PART)].reduce(
    (total, [, number, unit]) => total + Number(number) * (NANOSECONDS[unit ?? ''] ?? 0),
    0,
  )
  return sum < MOST ? text : undefined
}

const NANOSECONDS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
}
const MOST = 2 ** 63
const DURATION = /^[-+]?((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/
const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g

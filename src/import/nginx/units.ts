/** nginx's times, sizes and rates, as a definition writes them. */
import { shortest } from '../seconds.ts'

const SECONDS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 24 * 3600,
  w: 7 * 24 * 3600,
  M: 30 * 24 * 3600,
  y: 365 * 24 * 3600,
}

/** `60`, `1m30s`, `500ms`; nothing when it is no time. */
export function durationOf(text: string): string | undefined {
  if (!/^(\d+(ms|[smhdwMy])?)+$/.test(text)) return undefined
  if (/^\d+ms$/.test(text)) return text
  const seconds = [...text.matchAll(/(\d+)(ms|[smhdwMy])?/g)].reduce(
    (sum, [, count, unit]) =>
      sum + (unit === 'ms' ? Number(count) / 1000 : Number(count) * (SECONDS[unit ?? 's'] ?? 0)),
    0,
  )
  return shortest(Math.round(seconds))
}

/** `50m` is `50MiB`; a plain number is bytes. */
export function sizeOf(text: string): { readonly bytes: number; readonly text: string } | undefined {
  const parts = /^(\d+)([kKmMgG])?$/.exec(text)
  if (parts === null) return undefined
  const [, count = '0', unit = ''] = parts
  const power = ['', 'k', 'm', 'g'].indexOf(unit.toLowerCase())
  return {
    bytes: Number(count) * 1024 ** power,
    text: `${count}${unit === '' ? 'B' : `${unit.toUpperCase()}iB`}`,
  }
}

/** `10r/s` is `10/s`. */
export function rateOf(text: string): string | undefined {
  const parts = /^(\d+)r\/([sm])$/.exec(text)
  return parts === null ? undefined : `${parts[1]}/${parts[2]}`
}

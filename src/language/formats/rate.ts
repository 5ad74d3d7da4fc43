/** Rates: `100/s`, `10/m`. */
import type { Format } from '../shapes/scalar.ts'

export interface Rate {
  readonly average: number
  readonly period: '1s' | '1m' | '1h'
}

export const rateFormat: Format<Rate> = {
  expects: 'a rate such as `100/s` or `10/m`',
  parse(text) {
    const parts = /^([1-9]\d{0,8}) ?\/ ?(s|m|h|sec|second|min|minute|hour)$/.exec(text)
    if (/^[1-9]\d{0,8}$/.test(text))
      return {
        mistake: 'does not say in which time',
        help: `Write \`${text}/s\`, \`${text}/m\` or \`${text}/h\`.`,
      }
    if (parts === null)
      return {
        mistake: 'is not a rate',
        help: nearly(text) ?? 'Write how many requests, and `/s`, `/m` or `/h`.',
      }
    return { average: Number(parts[1]), period: `1${(parts[2] ?? '').charAt(0)}` as Rate['period'] }
  },
  schema: { pattern: '^[1-9]\\d* ?/ ?(s|m|h|sec|second|min|minute|hour)$' },
}

/** `100r/s`, `100 per second`, `100rps`, `1.5/s`, `100/d`. */
function nearly(text: string): string | undefined {
  const parts = /^(\d+(?:\.\d+)?)\s*(?:r|reqs?|requests?)?\s*(?:\/|p|per\s+)\s*1?\s*([smhd])[a-z]*$/i.exec(
    text,
  )
  const [count, unit] = [Number(parts?.[1]), parts?.[2]?.toLowerCase()]
  if (parts === null || count <= 0) return undefined
  if (unit === 'd') return 'The longest time is an hour: `/h`.'
  const longer = unit === 's' ? 'm' : 'h'
  return Number.isInteger(count)
    ? `Write \`${count}/${unit}\`.`
    : Number.isInteger(count * 60) && unit !== 'h'
      ? `Write \`${count * 60}/${longer}\`.`
      : undefined
}

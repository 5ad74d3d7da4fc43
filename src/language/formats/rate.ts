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
      return { mistake: 'is not a rate', help: 'Write how many requests, and `/s`, `/m` or `/h`.' }
    return { average: Number(parts[1]), period: `1${(parts[2] ?? '').charAt(0)}` as Rate['period'] }
  },
  schema: { pattern: '^[1-9]\\d* ?/ ?(s|m|h|sec|second|min|minute|hour)$' },
}

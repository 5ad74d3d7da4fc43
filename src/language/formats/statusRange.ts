/** Statuses of answers: `404`, `500-599`, `5xx`. */
import type { Format } from '../shapes/scalar.ts'

export const statusRangeFormat: Format<string> = {
  expects: 'a status such as `404` or a range such as `500-599`',
  parse(text) {
    const hundred = /^([1-5])xx$/i.exec(text)
    if (hundred !== null) return `${hundred[1]}00-${hundred[1]}99`
    const parts = /^(\d{3})(?:\s*-\s*(\d{3}))?$/.exec(text)
    const [from, to] = [Number(parts?.[1]), Number(parts?.[2] ?? parts?.[1])]
    if (parts === null || from < 100 || to > 599 || from > to)
      return { mistake: 'is not a status or a range of them', help: 'Write `404`, `500-599` or `5xx`.' }
    return parts[2] === undefined ? `${from}` : `${from}-${to}`
  },
  schema: { pattern: '^([1-5][0-9]{2}( *- *[1-5][0-9]{2})?|[1-5][xX]{2})$' },
}

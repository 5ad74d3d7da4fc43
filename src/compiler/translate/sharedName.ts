/** Names what services share by what it does: equal contents have one name, on every machine, whoever asks for it. */
import { isMapping } from '../../language/shape.ts'
import { fingerprint } from '../fingerprint.ts'

/** `headers-X-Frame-Options-1b0c9f32aa`. The words are for people; what they leave out is in the digits behind them. */
export function sharedName(kind: string, words: readonly string[], content: unknown): string {
  const said = words
    .join('-')
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .slice(0, LONG)
    .replace(/^-|-$/g, '')
  return [kind, said, fingerprint(JSON.stringify(content, sorted)).slice(-10)]
    .filter((part) => part !== '')
    .join('-')
}

/** Whether a name says what an object does, and not whose it is. */
export function isSharedName(name: string): boolean {
  return /-[0-9a-f]{10}$|^(?:concurrency|max-body|retry|transport)(?:-|$)/.test(name)
}

/** In characters: about as much as a column of the dashboard shows. */
const LONG = 40

/** The order in which keys were written makes no difference. */
function sorted(_key: string, value: unknown): unknown {
  if (!isMapping(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Names what services share by what it does: equal contents have one name, on every machine, whoever asks for it. */
import { render } from '../../traefik/render.ts'
import { fingerprint } from '../fingerprint.ts'

/** `headers-X-Frame-Options-1b0c9f32aa`. The words are for people; what they leave out is in the digits behind them. */
export function sharedName(kind: string, words: readonly string[], content: unknown): string {
  const said = words
    .join('-')
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .slice(0, LONG)
    .replace(/^-|-$/g, '')
  return [kind, said, fingerprint(render(content)).slice(-10)].filter((part) => part !== '').join('-')
}

/** Whether a name says what an object does, and not whose it is. */
export function isSharedName(name: string): boolean {
  return /-[0-9a-f]{10}$|^(?:concurrency|max-body|retry|transport)(?:-|$)/.test(name)
}

/** In characters: about as much as a column of the dashboard shows. */
const LONG = 40

/** How long a poll is held: learned per connection, or fixed in milliseconds. */
export type Hold = 'auto' | number

/** `auto`, `0`, `400ms`, `2s`; nothing when nothing was said. */
export function parseHold(text: unknown): Hold | 'invalid' | undefined {
  if (text === undefined) return undefined
  if (text === 'auto') return 'auto'
  const parts = typeof text === 'string' ? /^(\d{1,6}(?:\.\d+)?)(ms|s)$|^0$/.exec(text) : null
  if (parts === null) return 'invalid'
  const milliseconds = Number(parts[1] ?? 0) * (parts[2] === 's' ? 1000 : 1)
  return milliseconds > 60_000 ? 'invalid' : milliseconds
}

/** Which requests take which: compares hosts, paths and matchers of two claims. */
import type { Claim, ClaimedPath } from './fragment.ts'

/** Every request of `narrow` is one of `wide`, as far as can be told from what is written. */
export function takesAll(wide: Claim, narrow: Claim): boolean {
  return (
    takesHost(wide.host, narrow.host) &&
    takesPath(wide.path, narrow.path) &&
    wide.others.every((other) => narrow.others.includes(other))
  )
}

/** An empty host is every host; a wildcard is one label. */
function takesHost(wide: string, narrow: string): boolean {
  if (wide === '' || wide === narrow) return true
  return wide.startsWith('*.') && !narrow.startsWith('*.') && parentOf(narrow) === wide
}

/** `*.example.com` for `shop.example.com`. */
export function parentOf(host: string): string {
  const dot = host.indexOf('.')
  return dot < 0 ? '' : `*${host.slice(dot)}`
}

function takesPath(wide: ClaimedPath | undefined, narrow: ClaimedPath | undefined): boolean {
  if (wide === undefined || (wide.kind === 'prefix' && wide.text === '/')) return true
  if (narrow === undefined) return false
  const same = wide.text === narrow.text
  if (wide.kind === 'regex' || narrow.kind === 'regex') return wide.kind === narrow.kind && same
  const isBelow = narrow.text.startsWith(`${wide.text}/`)
  switch (wide.kind) {
    case 'exact':
      return narrow.kind === 'exact' && same
    case 'prefix':
      return narrow.text.startsWith(wide.text)
    case 'below':
      return isBelow || (same && narrow.kind !== 'prefix')
  }
}

/** `hsts`: Strict-Transport-Security. */
import type { Subject } from '../subject.ts'
import type { Link } from './chain.ts'

const TWO_YEARS = 2 * 365 * 24 * 3600

/** Named after what it says: services that say the same share one middleware. */
export function hsts({ keys }: Subject): readonly Link[] {
  if (keys.hsts === undefined || keys.https === 'off') return []
  const { maxAge, includeSubdomains = false, preload = false } = keys.hsts
  const seconds = maxAge === undefined ? TWO_YEARS : Math.round(maxAge / 1000)
  // Traefik sends nothing for 0, although `max-age=0` is how browsers are told to forget.
  if (seconds === 0) {
    const value = `max-age=0${includeSubdomains ? '; includeSubDomains' : ''}`
    return [
      {
        name: { shared: `hsts-0${includeSubdomains ? '-subdomains' : ''}` },
        middleware: { headers: { customResponseHeaders: { 'Strict-Transport-Security': value } } },
      },
    ]
  }
  return [
    {
      name: {
        shared: `hsts-${seconds}${includeSubdomains ? '-subdomains' : ''}${preload ? '-preload' : ''}`,
      },
      middleware: {
        headers: {
          stsSeconds: seconds,
          ...(includeSubdomains ? { stsIncludeSubdomains: true } : {}),
          ...(preload ? { stsPreload: true } : {}),
        },
      },
    },
  ]
}

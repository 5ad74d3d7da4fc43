/** `hsts`: Strict-Transport-Security. */
import type { Subject } from '../subject.ts'
import type { Link } from './chain.ts'

const ONE_YEAR = 365 * 24 * 3600
const TWO_YEARS = 2 * ONE_YEAR

/** Named after what it says: services that say the same share one middleware. */
export function hsts(subject: Subject): readonly Link[] {
  const { keys } = subject
  if (keys.hsts === undefined || keys.https === 'off') return []
  const { maxAge, includeSubdomains = false, preload = false } = keys.hsts
  const seconds = maxAge === undefined ? TWO_YEARS : Math.round(maxAge / 1000)
  if (preload && subject.says('hsts') && (!includeSubdomains || seconds < ONE_YEAR))
    subject.report('not-preloaded', undefined, ['hsts', 'preload'])
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

/** Turns one service, with its routes, into its part of the configuration. */
import type { Context } from '../context.ts'
import { emptyFragment, type Fragment } from '../fragment.ts'
import type { Subject } from '../subject.ts'
import { chainOf } from './chain.ts'
import { addCanaryHeader, addMaintenance, addOutpost, addPreviews } from './extraRouters.ts'
import { addHostRedirect, addOutsideRedirects, addSlashRedirect } from './redirectRouters.ts'
import { addRouters } from './routers.ts'
import { sidesOf } from './sides.ts'
import { addStreams } from './streams.ts'
import { targetOf } from './target.ts'
import { tlsOf } from './tls.ts'

/** `subjects`: the service first, then its routes. Mistakes are reported; the fragment is of use only when there are none. */
export function translateService(subjects: readonly Subject[], context: Context): Fragment {
  const fragment = emptyFragment()
  const [service] = subjects
  if (service === undefined) return fragment
  addStreams(service, context, fragment)
  if (isHttp(service)) {
    for (const subject of subjects) translateSubject(subject, context, fragment, service)
    addHostRedirect(service, context, fragment)
  }
  return fragment
}

/** A service of streams only has neither host nor upstream. */
function isHttp({ keys, says }: Subject): boolean {
  return (keys.tcp === undefined && keys.udp === undefined) || says('host') || says('upstream')
}

function translateSubject(subject: Subject, context: Context, fragment: Fragment, service: Subject): void {
  const { keys } = subject
  if (keys.host === undefined) {
    if (subject === service) subject.report('missing-host', { service: subject.service }, [])
    return
  }
  const target = targetOf(subject, context, fragment)
  const middlewares = chainOf(subject, context, fragment)
  const sides = sidesOf(subject, context)
  const tls = sides.tls.length === 0 ? undefined : tlsOf(subject, context, fragment)
  if (target === undefined) return
  const redirect = subject !== service && redirectsAll(service) ? [] : sides.redirect
  const wanted = { ...sides, redirect, target: { service: target, middlewares }, router: tls }
  addRouters(subject, context, fragment, wanted)
  addCanaryHeader(subject, context, fragment, wanted)
  addMaintenance(subject, context, fragment, wanted)
  if (subject === service) {
    addOutpost(subject, context, fragment, wanted)
    addPreviews(subject, context, fragment, wanted)
    addOutsideRedirects(subject, context, fragment, sides, tls)
  }
  if (keys.trailingSlash !== undefined) addSlashRedirect(subject, context, fragment, sides, tls)
}

/** Then no route of it needs a redirect to HTTPS of its own. */
function redirectsAll({ keys }: Subject): boolean {
  const { path = [], https = 'redirect', entryPoint } = keys
  return path.length === 0 && https === 'redirect' && entryPoint === undefined
}

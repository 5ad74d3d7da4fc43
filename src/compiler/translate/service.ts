/** Turns one service, with its routes, into its part of the configuration. */
import type { Context } from '../context.ts'
import { emptyFragment, type Fragment } from '../fragment.ts'
import type { Subject } from '../subject.ts'
import { chainOf, chainOfRedirects } from './chain.ts'
import { askedBy, type Asked } from './auth.ts'
import { addProviderRouters } from './authService.ts'
import { addCanaryHeader, addMaintenance, addPreviews } from './extraRouters.ts'
import { checkRedirectCircles } from './redirectCircles.ts'
import { checkPlainSide } from './plainSide.ts'
import {
  addHostRedirect,
  addOnlyRedirects,
  addOutsideRedirects,
  addSlashRedirect,
  type Redirecting,
} from './redirectRouters.ts'
import { addRouters, NOTHING } from './routers.ts'
import { checkRule } from './ruleReach.ts'
import { sidesOf } from './sides.ts'
import { addStreams } from './streams.ts'
import { isHttp, tellForHttpAlone } from './streamsAlone.ts'
import { targetOf } from './target.ts'
import { tlsOf } from './tls.ts'
import { checkHandshakes } from './tlsHosts.ts'
import { checkUnencrypted } from './unencrypted.ts'
import { checkWayOut } from './wayOut.ts'

/** `subjects`: the service first, then its routes. Mistakes are reported; the fragment is of use only when there are none. */
export function translateService(subjects: readonly Subject[], context: Context): Fragment {
  const fragment = emptyFragment()
  const [service] = subjects
  if (service === undefined) return fragment
  addStreams(service, context, fragment)
  if (isHttp(service)) {
    const asked = askedBy(subjects)
    for (const subject of subjects) translateSubject(subject, context, fragment, subjects, asked)
    checkUnencrypted(subjects)
  } else tellForHttpAlone(service)
  checkWayOut(subjects, fragment)
  return fragment
}

function translateSubject(
  subject: Subject,
  context: Context,
  fragment: Fragment,
  subjects: readonly Subject[],
  asked: Asked,
): void {
  const { keys } = subject
  const [service] = subjects
  if (keys.host === undefined && subject.rule === undefined) {
    if (subject === service) subject.report('missing-host', { service: subject.service }, [])
    return
  }
  checkRule(subject, context)
  checkRedirectCircles(subject, subjects)
  const sides = sidesOf(subject, context)
  checkPlainSide(subject, sides, context)
  const tls = sides.tls.length === 0 ? undefined : tlsOf(subject, context, fragment)
  if (tls !== undefined) checkHandshakes(subject, tls)
  if (subject === service && subjects.some(leadsSomewhere)) {
    const bare = { ...sides, target: { service: NOTHING, middlewares: [] }, router: tls }
    addProviderRouters(subject, context, fragment, bare, asked)
  }
  if (onlyRedirects(subject) || (subject === service && onlyRoutes(subjects))) {
    if (!redirectsSome(subject)) return
    const redirecting = { sides, tls, chain: chainOfRedirects(subject, context, fragment) }
    addOnlyRedirects(subject, context, fragment, redirecting)
    addOtherRedirects(subject, context, fragment, redirecting, service)
    return
  }
  const target = targetOf(subject, context, fragment)
  const chain = chainOf(subject, context, fragment, asked)
  if (target === undefined) return
  const redirect =
    service !== undefined && subject !== service && redirectsAll(subjects) && !isElsewhere(subject)
      ? []
      : sides.redirect
  const wanted = { ...sides, redirect, target: { service: target, middlewares: chain.all }, router: tls }
  addRouters(subject, context, fragment, wanted)
  addCanaryHeader(subject, context, fragment, wanted)
  addMaintenance(subject, context, fragment, wanted, chain.answers)
  const redirecting = { sides, tls, chain }
  if (subject === service) {
    addPreviews(subject, context, fragment, wanted)
    addOutsideRedirects(subject, context, fragment, redirecting)
  }
  addOtherRedirects(subject, context, fragment, redirecting, service)
}

/** From other hosts, and from bare paths. */
function addOtherRedirects(
  subject: Subject,
  context: Context,
  fragment: Fragment,
  redirecting: Redirecting,
  service: Subject | undefined,
): void {
  if (subject.keys.trailingSlash !== undefined) addSlashRedirect(subject, context, fragment, redirecting)
  if (subject === service) addHostRedirect(subject, context, fragment, redirecting)
}

function redirectsSome({ keys }: Subject): boolean {
  return (['redirects', 'redirectFrom', 'trailingSlash'] as const).some((key) => keys[key] !== undefined)
}

/** The service or route leads nowhere, and all that it answers are redirects. */
function onlyRedirects(subject: Subject): boolean {
  return !leadsSomewhere(subject) && subject.keys.redirects !== undefined
}

/** The service leads nowhere by itself, but each of its routes does. */
function onlyRoutes([service, ...routes]: readonly Subject[]): boolean {
  return (
    service !== undefined && routes.length > 0 && !leadsSomewhere(service) && routes.every(leadsSomewhere)
  )
}

function leadsSomewhere({ keys }: Subject): boolean {
  return keys.upstream !== undefined || keys.split !== undefined || keys.upstreams !== undefined
}

/** A route whose rule names hosts of its own. */
function isElsewhere({ rule, says }: Subject): boolean {
  return rule?.namesHosts === true && says('rule')
}

/** Then no route of it needs a redirect to HTTPS of its own. */
function redirectsAll(subjects: readonly Subject[]): boolean {
  const [service] = subjects
  if (service === undefined || !leadsSomewhere(service)) return false
  const { path = [], https = 'redirect', entryPoint, match } = service.keys
  return (
    service.rule === undefined &&
    path.length === 0 &&
    https === 'redirect' &&
    entryPoint === undefined &&
    match === undefined
  )
}

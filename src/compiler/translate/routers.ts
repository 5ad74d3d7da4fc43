/** The routers of a service on each side: with TLS, plain, and those that only redirect to HTTPS. */
import type { PathMatch } from '../../language/service/reached.ts'
import type { Router, RouterTls } from '../../traefik/config.ts'
import type { Rule } from '../../traefik/rule.ts'
import { isOlder } from '../../traefik/version.ts'
import type { Context } from '../context.ts'
import { commonValue, type Claim, type Fragment } from '../fragment.ts'
import type { ValuePath } from '../locate.ts'
import { claimsOfRouter } from '../routerClaims.ts'
import type { Subject } from '../subject.ts'
import { matchersOf } from './matchers.ts'
import { overlay } from './overlay.ts'
import { isWildcard, reachesOf, type Reach } from './reach.ts'
import { ruleReach } from './ruleReach.ts'
import type { Sides } from './sides.ts'

export interface Wanted extends Sides {
  readonly target: { readonly service: string; readonly middlewares: readonly string[] }
  /** The `tls` of the routers with TLS. */
  readonly router: RouterTls | undefined
  /** Appended to the name of the subject. */
  readonly part?: string
  /** Instead of the subject's. */
  readonly hosts?: readonly string[]
  /** Where they are written. */
  readonly hostsPath?: ValuePath
  readonly paths?: readonly PathMatch[]
  /** And-ed to the rule, beside the subject's own. */
  readonly matchers?: readonly Rule[]
  /** Without the subject's own matchers. */
  readonly bare?: boolean
  /** Others may make the same routers, which lead to the same place. */
  readonly shared?: boolean
  /** How much more than what its rule alone would get. */
  readonly above?: number
}

/**
 * On a WebSocket handshake Traefik sends `X-Forwarded-Proto: wss`, which applications do not know; nginx sends `https`.
 * One middleware serves all routers.
 */
const FORWARDED_HTTPS = 'forwarded-https'
const forwardedHttps = commonValue('http.middlewares', FORWARDED_HTTPS, {
  headers: { customRequestHeaders: { 'X-Forwarded-Proto': 'https' } },
})

export const HTTPS_REDIRECT = 'https-redirect'
const httpsRedirect = commonValue('http.middlewares', HTTPS_REDIRECT, {
  redirectScheme: { scheme: 'https', permanent: true },
})

/** For routers whose middlewares answer by themselves. */
export const NOTHING = 'noop@internal'

export function addRouters(subject: Subject, context: Context, fragment: Fragment, wanted: Wanted): void {
  const { keys, name } = subject
  const reaches = reachesOf({
    hosts: wanted.hosts ?? keys.host ?? [],
    rule: ruleReach(subject, wanted),
    paths: wanted.paths ?? keys.path ?? [],
    matchers: [...(wanted.bare === true ? [] : matchersOf(subject)), ...(wanted.matchers ?? [])],
    given: givenFor(wanted, keys.priority ?? 0),
    order: subject.order,
    above: wanted.above ?? 0,
    wildcards: wildcardsFor(subject, context, wanted),
  })
  // Only over what leads to the upstream.
  const over = wanted.part === undefined && wanted.hosts === undefined ? (keys.traefik?.router ?? {}) : {}
  const isLaid = ['rule', 'priority', 'entryPoints'].some((key) => key in over)
  for (const reach of reaches) {
    const stem = `${name}${wanted.part ?? ''}${reach.suffix}`
    const router = (
      entryPoints: readonly string[],
      service: string,
      middlewares: readonly string[],
    ): Router => ({
      entryPoints: [...entryPoints],
      ...(middlewares.length === 0 ? {} : { middlewares: [...middlewares] }),
      priority: reach.priority,
      rule: reach.rule.text,
      service,
    })
    const { service, middlewares } = wanted.target
    if (wanted.tls.length > 0) {
      const before = service === NOTHING ? [] : [FORWARDED_HTTPS]
      if (before.length > 0) fragment.middlewares[FORWARDED_HTTPS] = forwardedHttps
      const made = router(wanted.tls, service, [...before, ...middlewares])
      fragment.routers[stem] = overlay({ ...made, tls: wanted.router ?? {} }, over)
    }
    if (wanted.plain.length > 0) {
      const { tls: _tls, ...overPlain } = over
      fragment.routers[wanted.tls.length > 0 ? `${stem}-http` : stem] = overlay(
        router(wanted.plain, service, middlewares),
        overPlain,
      )
    }
    if (wanted.redirect.length > 0) {
      fragment.middlewares[HTTPS_REDIRECT] = httpsRedirect
      // A rule that Traefik should not be able to read takes its router with it: what a person wrote stands alone.
      if (isLaid || reach.perHost.length === 0)
        fragment.routers[`${stem}-http`] = router(wanted.redirect, NOTHING, [HTTPS_REDIRECT])
      else {
        const isUsual = wanted.redirect.join() === context.entryPoints.http
        for (const { text: rule } of reach.perHost)
          fragment.redirects.push({ entryPoints: wanted.redirect, isUsual, priority: reach.priority, rule })
      }
    }
    if (isLaid) {
      for (const end of ['', '-http']) claimAsLaid(subject, context, fragment, `${stem}${end}`)
    } else claim(subject, fragment, wanted, reach)
  }
}

/** What a person gives holds for the router of the service, and for those that stand above it. */
function givenFor(wanted: Wanted, given: number): number {
  return wanted.part === undefined || wanted.above !== undefined ? given : 0
}

/** What two services must not both say. Paths are named one by one, so that `[/a, /b]` meets `/b`. */
function claim(subject: Subject, fragment: Fragment, wanted: Wanted, reach: Reach): void {
  const entryPoints = [...new Set([...wanted.tls, ...wanted.plain, ...wanted.redirect])]
  const own = wanted.hosts === undefined
  const leadsTo = wanted.shared === true ? wanted.target.service : undefined
  // A rule that names no host claims what it says on every host.
  for (const host of reach.hosts.length === 0 ? [''] : reach.hosts) {
    const hostPath = () => {
      const key = own ? 'host' : 'redirectFrom'
      return [key, subject.keys[key]?.indexOf(host) ?? 0]
    }
    for (const path of reach.paths.length === 0 ? [undefined] : reach.paths) {
      const written = path === undefined ? '' : path.kind === 'regex' ? path.pattern : path.path
      fragment.claims.push({
        host,
        path: path === undefined ? undefined : { kind: path.kind, text: written },
        others: reach.matchers === '' ? [] : [reach.matchers],
        priority: reach.priority,
        isComputed: subject.keys.priority === undefined && subject.rule === undefined,
        shown: host === '' ? `\`${reach.rule.text}\`` : `\`${host}${written}\``,
        // Requests are told apart by everything in the rule but hosts and paths, which are named here one by one.
        key: `${host} ${path?.kind ?? 'prefix'} ${path === undefined ? '/' : written} ${reach.rank} ${reach.matchers}`,
        leadsTo,
        entryPoints,
        tlsEntryPoints: wanted.tls,
        ...(wanted.tls.length === 0 ? {} : claimOnTls(fragment, wanted.router?.options ?? 'default')),
        hostPlace: () => subject.at(path === undefined || !own ? hostPath() : ['path']),
        tlsPlace: () => {
          const said = (['clientCa', 'profile'] as const).find((key) => subject.keys.tls?.[key] !== undefined)
          return subject.at(said === undefined ? hostPath() : ['tls', said])
        },
      })
    }
  }
}

function claimOnTls({ tlsOptions }: Fragment, name: string): Pick<Claim, 'tlsOptions' | 'asksClients'> {
  return { tlsOptions: name, asksClients: 'clientAuth' in (tlsOptions[name] ?? {}) }
}

/** What was laid over a router may have made its claim another one. */
function claimAsLaid(subject: Subject, context: Context, fragment: Fragment, name: string): void {
  const router = fragment.routers[name]
  if (router === undefined) return
  const rule = () => subject.at(['traefik', 'router'], 'key')
  const options = () => subject.at(['traefik', 'router', 'tls'], 'key')
  fragment.claims.push(...claimsOfRouter(subject.service, { ...router }, { rule, options }, context))
}

/** TLS options are tied to the names in `Host`; a pattern has none, and Traefik would fall back to its own options. */
function wildcardsFor(subject: Subject, context: Context, wanted: Wanted): 'Host' | 'HostRegexp' {
  const wildcard = (wanted.hosts ?? subject.keys.host ?? []).findIndex(isWildcard)
  const needsName = wanted.tls.length > 0 && wanted.router?.options !== undefined
  if (wildcard < 0 || !needsName || subject.rule?.namesHosts === true) return 'HostRegexp'
  if (isOlder(context.traefikVersion, '3.7')) {
    const what = 'A wildcard host with a TLS profile'
    subject.report('needs-newer-traefik', { what, since: '3.7', version: context.traefikVersion ?? '' }, [
      'host',
      wildcard,
    ])
  }
  return 'Host'
}

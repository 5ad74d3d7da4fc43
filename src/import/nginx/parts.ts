/** What a server does, spot by spot: the keys of what it proxies or refuses, and its redirects. */
import { NOBODY } from '../../traefik/ip.ts'
import { addressKeys, authKeys, authVariables } from './access.ts'
import type { Directive } from './directive.ts'
import { answerOf, rewriteKeys, rewriteRedirects, type Redirect } from './answers.ts'
import { errorPageKeys } from './errorPages.ts'
import { answerHeaders, requestHeaders } from './headers.ts'
import { limitKeys, wayKeys } from './limits.ts'
import { proxyKeys, proxyOf, type Keys, type Proxy } from './proxy.ts'
import { spotsOf, type Server } from './server.ts'
import type { Site } from './site.ts'
import { own, ROOT, type Spot } from './spot.ts'

export interface Part {
  readonly spot: Spot
  /** In their long form, without what only a whole service says. */
  readonly keys: Keys
  /** Nobody comes through: whatever else the service says may hold here too. */
  readonly refuses: boolean
  /** The `upstream` block that it uses. */
  readonly block?: Directive
}

export interface Parts {
  readonly parts: readonly Part[]
  readonly redirects: readonly Redirect[]
}

export function partsOf(server: Server, site: Site): Parts {
  const parts: Part[] = []
  const redirects: Redirect[] = []
  const all = spotsOf(server, site)
  // Who signs in clients is known before its location is met: that is answered for by the provider.
  for (const spot of all) if (own(spot.place, 'proxy_pass').length > 0) authKeys(spot, site)
  const spots = all.filter(({ place }) => !site.answeredFor.has(place))
  const whole = own(server.directive, 'return').length > 0
  if (!spots.some(({ place }) => place === server.directive)) {
    const spot = { server, place: server.directive, match: ROOT }
    redirects.push(...rewriteRedirects(spot, site))
    if (whole) spots.unshift(spot)
  }
  for (const spot of spots) {
    if (whole && spot.place !== server.directive) {
      site.fates.needless(spot.place, 'It is never reached: the server answers by itself.')
      continue
    }
    redirects.push(...rewriteRedirects(spot, site))
    const answer = answerOf(spot, site)
    if (answer?.kind === 'redirect') redirects.push(answer.redirect)
    else if (answer?.kind === 'refuse') parts.push({ spot, keys: refusal(answer, spot, site), refuses: true })
    else if (answer?.kind === 'text') site.fates.left(spot.place, 'Traefik answers no text by itself.')
    else {
      const proxy = proxyOf(spot, site)
      const keys = proxy === undefined ? closed(spot, site) : proxied(spot, site, spots, proxy)
      const block = proxy?.block
      if (keys !== undefined)
        parts.push({ spot, keys, refuses: proxy === undefined, ...(block === undefined ? {} : { block }) })
      else if (spot.place !== server.directive && own(spot.place, 'rewrite').length === 0) nothing(spot, site)
    }
  }
  return { parts, redirects }
}

/** Nobody comes through, and what would answer then is never asked. */
function refusal(
  { status, directive }: Extract<NonNullable<ReturnType<typeof answerOf>>, { kind: 'refuse' }>,
  { place }: Spot,
  site: Site,
): Keys {
  if (own(place, 'internal').length > 0 && directive.name === 'internal') {
    const proxy = own(place, 'proxy_pass').at(0)
    if (proxy !== undefined) site.fates.needless(proxy, 'No request from outside gets there.')
  }
  // 444 closes the connection, which Traefik cannot.
  site.fates.carried(directive)
  return { upstream: 'noop@internal', allow: { from: [NOBODY], status: status === 444 ? 404 : status } }
}

/** `deny all` and nothing else. */
function closed(spot: Spot, site: Site): Keys | undefined {
  if (own(spot.place, 'deny').length === 0) return undefined
  const access = addressKeys(spot, site)
  return isNobody(access['allow']) ? { upstream: 'noop@internal', ...access } : undefined
}

function proxied(spot: Spot, site: Site, spots: readonly Spot[], proxy: Proxy): Keys {
  const taken = (path: string) => spots.some(({ match }) => match.kind !== 'regex' && match.path === path)
  const { request, passHost } = requestHeaders(spot, site, proxy, authVariables(spot, site))
  const { response, keys } = answerHeaders(spot, site)
  const headers = {
    ...(Object.keys(request).length === 0 ? {} : { request }),
    ...(Object.keys(response).length === 0 ? {} : { response }),
  }
  return {
    proxy: proxy.host,
    ...proxyKeys(proxy, spot, site, taken),
    ...rewriteKeys(spot, site),
    ...wayKeys(spot, site, proxy),
    ...(passHost ? {} : { passHost }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...keys,
    ...addressKeys(spot, site),
    ...authKeys(spot, site),
    ...limitKeys(spot, site),
    ...errorPageKeys(spot, site, spots),
  }
}

function isNobody(allow: unknown): boolean {
  return JSON.stringify(allow) === JSON.stringify({ from: [NOBODY] })
}

function nothing({ place, match }: Spot, site: Site): void {
  const certificates = match.kind !== 'regex' && match.path.startsWith('/.well-known/acme-challenge')
  if (certificates)
    site.fates.needless(place, "Traefik's certificate resolvers answer the authorities themselves.")
  else {
    const proxy = own(place, 'proxy_pass', 'grpc_pass')
      .flatMap((one) => site.fates.of(one)?.why ?? [])
      .at(0)
    const why = proxy ?? 'Traefik serves no files.'
    site.fates.left(place, `${why} Requests for these paths go where the rest of the service goes.`)
  }
}

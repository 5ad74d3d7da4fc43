/** `allow` and `deny`, `auth_basic`, `auth_request`: who may come. */
import { basicUserFormat } from '../../language/formats/basicUser.ts'
import { NOBODY } from '../../traefik/ip.ts'
import type { Directive } from './directive.ts'
import { proxyOf, type Keys } from './proxy.ts'
import { readServer, spotsOf } from './server.ts'
import type { Site } from './site.ts'
import { holding, setting, type Spot } from './spot.ts'

export const STRICTER = 'It is denied now also where an `allow` before it would have let it in.'

/** In nginx the first that fits decides; `deny` is met before `allow`. */
export function addressKeys(spot: Spot, site: Site): Keys {
  const allowed: string[] = []
  const denied: string[] = []
  for (const directive of holding(site, spot.place, 'allow', 'deny')) {
    const [network = ''] = directive.words
    if (network === 'unix:') {
      site.fates.needless(directive, 'Nothing comes to Traefik by a socket.')
      continue
    }
    site.fates.carried(directive)
    if (network === 'all') {
      const others = allowed.length === 0 ? [NOBODY] : allowed
      return { ...deny(denied), ...(directive.name === 'deny' ? { allow: { from: others } } : {}) }
    }
    if (directive.name === 'allow') allowed.push(network)
    else {
      if (allowed.length > 0) site.fates.left(directive, STRICTER)
      denied.push(network)
    }
  }
  return deny(denied)
}

function deny(from: readonly string[]): Keys {
  return from.length === 0 ? {} : { deny: { from, status: 403 } }
}

export function authKeys(spot: Spot, site: Site): Keys {
  const basic = basicOf(spot, site)
  const request = requestOf(spot, site)
  for (const directive of holding(site, spot.place, 'satisfy')) {
    if (directive.words[0] === 'any')
      site.fates.left(directive, 'Traefik lets in only who passes all that is asked, never any of it.')
    else site.fates.needless(directive, 'Traefik asks for all of it.')
  }
  const auth = {
    ...(request === undefined ? {} : { provider: request }),
    ...(basic === undefined ? {} : { basic }),
  }
  return Object.keys(auth).length === 0 ? {} : { auth }
}

function basicOf(spot: Spot, site: Site): readonly string[] | undefined {
  const directive = setting(site, spot.place, 'auth_basic')
  const file = setting(site, spot.place, 'auth_basic_user_file')
  if (directive === undefined || file === undefined) return undefined
  if (directive.words[0] === 'off') {
    site.fates.carried(directive)
    return undefined
  }
  const [found] = site.world.include(file.words[0] ?? '')
  const reading = found?.reading ?? { problem: 'no file fits it' }
  const users = 'text' in reading ? usersIn(reading.text) : undefined
  if (users === undefined || users.length === 0) {
    const why = 'problem' in reading ? reading.problem : 'no user in it has a hash that Traefik knows'
    unprotected(spot, site)
    site.fates.left(file, `It is not carried over, for ${why}. \`auth: { basic: [...] }\` names the users.`)
    site.fates.left(directive, 'See the line with the file of users.')
    return undefined
  }
  site.fates.carried(directive, file)
  return users
}

/** Better nobody comes than everybody. */
export function unprotected({ server: { directive } }: Pick<Spot, 'server'>, site: Site): void {
  site.unprotected.add(directive)
}

/** Traefik takes any hash and then answers 401 to everybody: only those it knows are taken over. */
function usersIn(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim().split(':').slice(0, 2).join(':'))
    .filter((line) => line !== '' && !line.startsWith('#') && typeof basicUserFormat.parse(line) === 'string')
}

/** @returns the name of the provider */
function requestOf(spot: Spot, site: Site): string | undefined {
  const directive = setting(site, spot.place, 'auth_request')
  if (directive === undefined) return undefined
  const [path = ''] = directive.words
  if (path === 'off') {
    site.fates.carried(directive)
    return undefined
  }
  const target = spotFor(path, spot, site)
  const proxy = target === undefined ? undefined : proxyOf(target, site)
  if (target === undefined || proxy === undefined) {
    unprotected(spot, site)
    site.fates.left(directive, 'It is not in this file who answers there: `auth` names a provider.')
    return undefined
  }
  site.fates.carried(directive, target.place)
  const headers = answerHeadersOf(spot, site)
  const { name, provider } = providerOf(urlOf(proxy, target, path), proxy.host, headers)
  site.auth.set(name, provider)
  if (provider['type'] !== 'custom') site.answeredFor.add(target.place)
  consume(target.place, site)
  signIn(spot, site)
  return name
}

/** Where a subrequest for this path ends: an exact location, else the longest prefix. */
function spotFor(path: string, spot: Spot, site: Site): Spot | undefined {
  const server = readServer(spot.server.directive, site)
  const [address = ''] = path.split('?')
  return spotsOf(server, site)
    .filter(
      ({ match }) =>
        match.kind !== 'regex' &&
        (match.kind === 'exact' ? match.path === address : address.startsWith(match.path)),
    )
    .sort((a, b) => rank(b) - rank(a))
    .at(0)
}

function rank({ match }: Spot): number {
  return match.kind === 'exact' ? Infinity : match.kind === 'prefix' ? match.path.length : 0
}

function urlOf(
  { scheme, host, block, path }: NonNullable<ReturnType<typeof proxyOf>>,
  { match }: Spot,
  asked: string,
): string {
  const server = block?.block?.find(({ name }) => name === 'server')?.words[0] ?? host
  const prefix = match.kind === 'regex' ? '' : match.path
  return `${scheme}://${server}${path === undefined ? asked : `${path}${asked.slice(prefix.length)}`}`
}

/** By variable, the header of the answer that it holds. */
export function authVariables(spot: Spot, site: Site): ReadonlyMap<string, string> {
  return new Map(
    holding(site, spot.place, 'auth_request_set').flatMap(({ words: [variable = '', value = ''] }) => {
      const header = /^\$(?:upstream|sent)_http_(\w+)$/.exec(value)?.[1]
      return header === undefined ? [] : [[variable, header.replaceAll('_', '-')] as const]
    }),
  )
}

/** Those that are passed on under their own name, as they are written there. */
function answerHeadersOf(spot: Spot, site: Site): readonly string[] {
  const variables = authVariables(spot, site)
  const passed = holding(site, spot.place, 'proxy_set_header').flatMap(
    ({ words: [name = '', value = ''] }) => (variables.get(value) === name.toLowerCase() ? [name] : []),
  )
  for (const directive of holding(site, spot.place, 'auth_request_set')) {
    const header = variables.get(directive.words[0] ?? '')
    if (header !== undefined && passed.some((name) => name.toLowerCase() === header))
      site.fates.carried(directive)
    else if (header === 'set-cookie' || header === 'location')
      site.fates.needless(directive, "Traefik gives the provider's own answer to the client.")
    else site.fates.left(directive, 'Traefik passes a header of the answer on under its own name only.')
  }
  return passed
}

interface Named {
  readonly name: string
  readonly provider: Keys
}

/** The providers that definitions know by name are asked where they answer Traefik, not where they answer nginx. */
function providerOf(address: string, host: string, responseHeaders: readonly string[]): Named {
  const [, origin = ''] = /^(\w+:\/\/[^/]+)/.exec(address) ?? []
  if (address.includes('/outpost.goauthentik.io/'))
    return { name: 'authentik', provider: { outpost: origin } }
  if (/\/api\/(verify|authz\/auth-request)/.test(address))
    return { name: 'authelia', provider: { url: origin } }
  if (address.endsWith('/oauth2/auth')) return { name: 'oauth2-proxy', provider: { url: origin } }
  if (address.endsWith('/api/auth/nginx')) return { name: 'tinyauth', provider: { url: origin } }
  return {
    name: host.replace(/:\d+$/, '').replace(/[^A-Za-z0-9_-]+/g, '-') || 'sign-in',
    provider: {
      type: 'custom',
      address,
      ...(responseHeaders.length === 0 ? {} : { responseHeaders }),
    },
  }
}

/** How the subrequest is made is Traefik's matter. */
function consume(place: Directive, site: Site): void {
  for (const directive of place.block ?? []) {
    site.fates.needless(
      directive,
      'Traefik asks the provider in its own way, with the headers of the request.',
    )
  }
}

/** `error_page 401 = @signin`: the provider's own answer leads to its page. */
function signIn(spot: Spot, site: Site): void {
  for (const directive of holding(site, spot.place, 'error_page')) {
    if (directive.words[0] !== '401') continue
    const why = "Traefik gives the provider's own answer to the client, which leads to its page."
    site.fates.needless(directive, why)
    const name = directive.words.at(-1)
    for (const location of spot.server.directive.block ?? []) {
      if (location.name !== 'location' || !name?.startsWith('@') || location.words[0] !== name) continue
      site.fates.needless(location, why)
      for (const inner of location.block ?? []) site.fates.needless(inner, why)
    }
  }
}

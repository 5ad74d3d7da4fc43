/** `proxy_set_header`, `proxy_hide_header` and `add_header`: what is told to the upstream and to the client. */
import type { Directive } from './directive.ts'
import { authVariables } from './access.ts'
import type { Keys, Proxy } from './proxy.ts'
import type { Site } from './site.ts'
import { expand, hasVariable, holding, type Spot } from './spot.ts'
import { shortest } from '../seconds.ts'

/** Headers that Traefik sends by itself, and what they may be set to so that it sends the same. */
const SENT: Readonly<Record<string, RegExp>> = {
  'x-real-ip': /^\$remote_addr$/,
  'x-forwarded-for': /^\$(proxy_add_x_forwarded_for|remote_addr)$/,
  'x-forwarded-proto': /^\$(scheme|http_x_forwarded_proto|proxy_x_forwarded_proto|forwarded_proto)$/,
  'x-forwarded-host': /^\$(host|http_host|server_name)(:\$server_port)?$/,
  'x-forwarded-port': /^\$server_port$/,
  'x-forwarded-server': /^\$(host|hostname|server_name)$/,
  upgrade: /^\$http_upgrade$/,
}

const SENT_ANYWAY = 'Traefik sends it.'
const WEBSOCKET = 'WebSockets work with Traefik.'

/** `variables`: by variable, the header of the authentication's answer that it holds. */
export function requestHeaders(
  spot: Spot,
  site: Site,
  proxy: Proxy,
  variables: ReadonlyMap<string, string>,
): { readonly request: Keys; readonly passHost: boolean } {
  const request: Record<string, unknown> = {}
  const directives = holding(site, spot.place, 'proxy_set_header', 'grpc_set_header')
  let host: string | undefined = bringsHost(site, spot.place, directives) ? '$host' : undefined
  for (const directive of directives) {
    const [name = '', written = ''] = directive.words
    const known = SENT[name.toLowerCase()]
    const value = expand(spot, written)
    if (name.toLowerCase() === 'host') {
      host = expandHost(spot, written)
      if (hasVariable(host) && !/^\$(host|http_host|proxy_host|server_name)(:\$server_port)?$/.test(host))
        site.fates.left(directive, 'Its value depends on the request.')
      else site.fates.carried(directive)
    } else if (name.toLowerCase() === 'connection') keepOrUpgrade(directive, value, site)
    else if (known?.test(written) === true || isForwardedHttps(spot, name, value))
      site.fates.needless(directive, /^upgrade$/i.test(name) ? WEBSOCKET : SENT_ANYWAY)
    else if (written === `$http_${name.toLowerCase().replaceAll('-', '_')}`)
      site.fates.needless(directive, 'Traefik passes it on.')
    else if (/^(te|trailer|transfer-encoding|content-length|keep-alive)$/i.test(name))
      site.fates.left(directive, 'It belongs to each connection by itself; Traefik manages it.')
    else if (variables.has(written) && variables.get(written) === name.toLowerCase())
      site.fates.carried(directive)
    else if (hasVariable(value)) site.fates.left(directive, 'Its value depends on the request.')
    else {
      request[name] = value === '' ? null : value
      site.fates.carried(directive)
    }
  }
  if (host === undefined || host === '$proxy_host') {
    // nginx sends the name of the `upstream` block then, which Traefik does not know.
    if (proxy.block !== undefined) request['Host'] = proxy.host
    return { request, passHost: proxy.block !== undefined }
  }
  if (!host.startsWith('$')) request['Host'] = host
  return { request, passHost: true }
}

/** The name of the server is what the client asked for, where there is only one. */
function expandHost(spot: Spot, written: string): string {
  return written === '$server_name' ? '$host' : expand(spot, written)
}

/** Debian's file of this name sets `Host` and the usual `X-…` headers. */
function bringsHost(site: Site, place: Directive, directives: readonly Directive[]): boolean {
  const found = holding(site, place, 'include').filter(({ words }) =>
    /(^|\/)proxy_params$/.test(words[0] ?? ''),
  )
  for (const include of found) site.fates.carried(include)
  return found.length > 0 && !directives.some(({ words }) => /^host$/i.test(words[0] ?? ''))
}

function keepOrUpgrade(directive: Directive, value: string, site: Site): void {
  const map = site.maps.get(value)
  if (map?.words[0] === '$http_upgrade') {
    site.fates.needless(map, WEBSOCKET)
    site.fates.needless(directive, WEBSOCKET)
  } else if (/^(upgrade|"upgrade"|\$http_connection)$/i.test(value)) site.fates.needless(directive, WEBSOCKET)
  else if (value === '') site.fates.needless(directive, 'Traefik keeps connections to upstreams.')
  else site.fates.left(directive, 'It belongs to each connection by itself; Traefik manages it.')
}

function isForwardedHttps({ server }: Spot, name: string, value: string): boolean {
  return /^x-forwarded-proto$/i.test(name) && value === 'https' && server.tls && !server.plain
}

/** `hsts`, and the other headers of the answer. */
export function answerHeaders(spot: Spot, site: Site): { readonly response: Keys; readonly keys: Keys } {
  const response: Record<string, unknown> = {}
  let keys: Keys = {}
  for (const directive of holding(site, spot.place, 'proxy_hide_header')) {
    site.fates.carried(directive)
    response[directive.words[0] ?? ''] = null
  }
  for (const directive of holding(site, spot.place, 'add_header')) {
    const [name = '', written = ''] = directive.words
    const value = expand(spot, written)
    if (authVariables(spot, site).has(written)) {
      site.fates.needless(directive, "Traefik gives the provider's own answer to the client.")
      continue
    }
    const hsts = /^strict-transport-security$/i.test(name) ? hstsOf(value) : undefined
    if (hasVariable(value)) {
      site.fates.left(directive, 'Its value depends on the request.')
      continue
    }
    site.fates.carried(directive)
    if (hsts !== undefined && spot.server.tls) keys = { hsts }
    else if (value !== '') response[name] = value
  }
  return { response, keys }
}

function hstsOf(value: string): Keys | undefined {
  const [first = '', ...more] = value.split(';').map((part) => part.trim().toLowerCase())
  const seconds = /^max-age="?(\d+)"?$/.exec(first)?.[1]
  if (seconds === undefined) return undefined
  return {
    maxAge: shortest(Number(seconds)),
    ...(more.includes('includesubdomains') ? { includeSubdomains: true } : {}),
    ...(more.includes('preload') ? { preload: true } : {}),
  }
}

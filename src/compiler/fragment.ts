/** What one service becomes, or what is written in Traefik's own words: a part of the configuration, and what it claims. */
import type { Place } from '../diagnostics/place.ts'
import type { HttpService, Middleware, Raw, Router, ServersTransport, TlsOptions } from '../traefik/config.ts'
import type { Kind } from '../traefik/references.ts'
import type { TraefikObject } from '../traefik/objects.ts'
import { isSameValue } from '../traefik/sameValue.ts'
import { fingerprint } from './fingerprint.ts'

export interface Fragment {
  readonly routers: Record<string, Router | Raw>
  readonly services: Record<string, HttpService | Raw>
  readonly middlewares: Record<string, Middleware | Raw>
  readonly serversTransports: Record<string, ServersTransport | Raw>
  readonly models: Record<string, Raw>
  readonly tlsOptions: Record<string, TlsOptions | Raw>
  readonly tlsStores: Record<string, Raw>
  readonly certificates: ({ certFile: string; keyFile: string } | Raw)[]
  readonly redirects: Redirect[]
  readonly tcp: Streams
  readonly udp: Streams
  readonly claims: Claim[]
  /** Names that are to be found in some part, perhaps another one. */
  readonly mentions: Mention[]
  readonly lifetimes: Lifetime[]
  /** By what they say: the names of those that several of its routers and services may use. */
  readonly shared: { readonly services: Map<string, string>; readonly middlewares: Map<string, string> }
}

/** Requests that are redirected to HTTPS, by a router that many services share. */
export interface Redirect {
  readonly entryPoints: readonly string[]
  /** On the default one for HTTP alone. */
  readonly isUsual: boolean
  readonly priority: number
  /** One host, and perhaps paths. */
  readonly rule: string
}

/** How long a certificate that is used is good. */
export interface Lifetime {
  /** Absent for what is written in Traefik's own words. */
  readonly service: string | undefined
  /** Of the certificate, as it is written; for one that is written out, the key it stands under. */
  readonly path: string
  readonly notAfter: Date
}

export interface Streams {
  readonly routers: Record<string, Raw>
  readonly services: Record<string, Raw>
  readonly middlewares: Record<string, Raw>
  readonly serversTransports: Record<string, Raw>
}

/** A name as it is written, and where. */
export interface Mention {
  readonly kind: Kind
  readonly name: string
  readonly place: () => Place
}

/** "Requests like these are mine": two services with the same claim contradict each other. */
export interface Claim {
  /** As messages call it; absent: by the name of the service. */
  readonly by?: string
  /** Empty: every host. */
  readonly host: string
  /** Absent: every path. */
  readonly path: ClaimedPath | undefined
  /** What is and-ed to host and path. */
  readonly others: readonly string[]
  readonly priority: number
  /** The priority is ours: narrower before wider. */
  readonly isComputed: boolean
  /** For people: `shop.example.com/api`. */
  readonly shown: string
  /** Equal when the same requests are claimed at the same priority. */
  readonly key: string
  /** The service of a router that others may make as well: those of one key are one when they lead to the same place. */
  readonly leadsTo?: string | undefined
  readonly entryPoints: readonly string[]
  /** Those of them on which the router has TLS. */
  readonly tlsEntryPoints: readonly string[]
  /** TLS options of a router with TLS; they hold for the whole host. */
  readonly tlsOptions?: string
  /** Whether they ask clients for certificates; absent where only Traefik's own words say so. */
  readonly asksClients?: boolean
  readonly hostPlace: () => Place
  readonly tlsPlace: () => Place
}

/** `below`: the path itself and what stands behind it and a slash. */
export interface ClaimedPath {
  readonly kind: 'exact' | 'prefix' | 'below' | 'regex'
  readonly text: string
}

export function emptyFragment(): Fragment {
  return {
    routers: names(),
    services: names(),
    middlewares: names(),
    serversTransports: names(),
    tlsOptions: names(),
    certificates: [],
    redirects: [],
    models: names(),
    tlsStores: names(),
    tcp: emptyStreams(),
    udp: emptyStreams(),
    claims: [],
    mentions: [],
    lifetimes: [],
    shared: { services: new Map(), middlewares: new Map() },
  }
}

function emptyStreams(): Streams {
  return { routers: names(), services: names(), middlewares: names(), serversTransports: names() }
}

function names<T>(): Record<string, T> {
  return new Names() as Record<string, T>
}

/** Nothing is inherited, for a service may be called `__proto__`; V8 would keep an object without a prototype as a table. */
class Names {
  static {
    Object.setPrototypeOf(this.prototype, null)
    Reflect.deleteProperty(this.prototype, 'constructor')
  }
}

/** Everything in it that is served. */
export function objectsOf(fragment: Omit<Fragment, 'shared'>): readonly TraefikObject[] {
  const { tcp, udp } = fragment
  const objects: TraefikObject[] = []
  const add = (section: string, entries: Readonly<Record<string, object>>): void => {
    for (const name in entries) {
      const value = entries[name]
      if (value !== undefined) objects.push(common.get(value) ?? { section, name, value })
    }
  }
  add('http.routers', fragment.routers)
  add('http.services', fragment.services)
  add('http.middlewares', fragment.middlewares)
  add('http.serversTransports', fragment.serversTransports)
  add('http.models', fragment.models)
  add('tcp.routers', tcp.routers)
  add('tcp.services', tcp.services)
  add('tcp.middlewares', tcp.middlewares)
  add('tcp.serversTransports', tcp.serversTransports)
  add('udp.routers', udp.routers)
  add('udp.services', udp.services)
  add('udp.middlewares', udp.middlewares)
  add('udp.serversTransports', udp.serversTransports)
  add('tls.options', fragment.tlsOptions)
  add('tls.stores', fragment.tlsStores)
  for (const value of fragment.certificates)
    objects.push({ section: 'tls.certificates', name: JSON.stringify(value), value })
  return objects
}

/** By their values: objects that many services make, which so are made, looked at and written once. */
const common = new WeakMap<object, TraefikObject>()

/** For what is always said in the same words. It is to stand under this name only. */
export function commonValue<T extends object>(section: string, name: string, value: T): T {
  common.set(value, { section, name, value })
  return value
}

export function shareService(fragment: Fragment, name: string, service: HttpService | Raw): string {
  return share(fragment.services, fragment.shared.services, name, service)
}

export function shareMiddleware(fragment: Fragment, name: string, middleware: Middleware | Raw): string {
  return share(fragment.middlewares, fragment.shared.middlewares, name, middleware)
}

/**
 * Adds `content` under `name`, or finds the equal one that was added so before. What differs and would have the same name is
 * told apart by what it holds.
 */
function share<T>(entries: Record<string, T>, names: Map<string, string>, name: string, content: T): string {
  const said = JSON.stringify(content)
  const known = names.get(said)
  if (known !== undefined) return known
  const isTaken = name in entries && !isSameValue(entries[name], content)
  const free = isTaken ? `${name}-${fingerprint(said).slice(0, 6)}` : name
  entries[free] = content
  names.set(said, free)
  return free
}

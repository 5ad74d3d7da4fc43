/** What one service becomes: its part of the configuration, and what it claims for itself. */
import type { Place } from '../diagnostics/place.ts'
import type {
  HttpService,
  Middleware,
  Router,
  ServersTransport,
  StreamPart,
  TlsOptions,
} from '../traefik/config.ts'
import { objectsIn, type TraefikObject } from '../traefik/objects.ts'
import { fingerprint } from './fingerprint.ts'

export interface Fragment {
  readonly routers: Record<string, Router>
  readonly services: Record<string, HttpService>
  readonly middlewares: Record<string, Middleware>
  readonly serversTransports: Record<string, ServersTransport>
  readonly tlsOptions: Record<string, TlsOptions>
  readonly certificates: { certFile: string; keyFile: string }[]
  readonly tcp: Streams
  readonly udp: Streams
  readonly claims: Claim[]
}

export interface Streams {
  readonly routers: Record<string, StreamPart>
  readonly services: Record<string, StreamPart>
  readonly middlewares: Record<string, StreamPart>
}

/** "Requests like these are mine": two services with the same claim contradict each other. */
export interface Claim {
  readonly host: string
  /** For people: `shop.example.com/api`. */
  readonly shown: string
  /** Equal when the same requests are claimed at the same priority. */
  readonly key: string
  readonly entryPoints: readonly string[]
  /** TLS options of a router with TLS; they hold for the whole host. */
  readonly tlsOptions?: string
  readonly hostPlace: () => Place
  readonly tlsPlace: () => Place
}

export function emptyFragment(): Fragment {
  return {
    routers: {},
    services: {},
    middlewares: {},
    serversTransports: {},
    tlsOptions: {},
    certificates: [],
    tcp: { routers: {}, services: {}, middlewares: {} },
    udp: { routers: {}, services: {}, middlewares: {} },
    claims: [],
  }
}

/** Everything in it that is served. */
export function objectsOf(fragment: Fragment): readonly TraefikObject[] {
  const { routers, services, middlewares, serversTransports, tlsOptions, certificates, tcp, udp } = fragment
  return objectsIn({
    http: { routers, services, middlewares, serversTransports },
    tcp: { ...tcp },
    udp: { ...udp },
    tls: { options: tlsOptions, certificates },
  })
}

/**
 * Adds `content` under `name`, or finds the equal one of this service that is there already. What differs and would have
 * the same name is told apart by what it holds.
 */
export function share<T>(entries: Record<string, T>, name: string, content: T): string {
  const text = JSON.stringify(content)
  for (const [other, existing] of Object.entries(entries)) {
    if (JSON.stringify(existing) === text) return other
  }
  const free = name in entries ? `${name}-${fingerprint(text).slice(0, 6)}` : name
  entries[free] = content
  return free
}

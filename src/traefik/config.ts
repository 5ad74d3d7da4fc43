/** Traefik's dynamic configuration, as far as we write it: https://doc.traefik.io/traefik/reference/dynamic-configuration/file/ */
export interface TraefikConfig {
  http?: HttpConfig
  tcp?: Section
  udp?: Section
  tls?: TlsConfig
}

export interface HttpConfig {
  routers?: Record<string, Router | Raw>
  services?: Record<string, HttpService | Raw>
  middlewares?: Record<string, Middleware | Raw>
  serversTransports?: Record<string, ServersTransport | Raw>
  models?: Record<string, Raw>
}

/** Streams: routers, services and middlewares by name. */
export type Section = Record<string, Record<string, Raw>>

/** What a person wrote in Traefik's own words: checked against its schema, of no type here. */
export type Raw = Readonly<Record<string, unknown>>

export interface Router {
  entryPoints: string[]
  rule: string
  priority: number
  middlewares?: string[]
  service: string
  tls?: RouterTls
}

export interface RouterTls {
  options?: string
  certResolver?: string
  domains?: { main: string; sans?: string[] }[]
}

/** Exactly one of these. */
export type HttpService =
  | { loadBalancer: LoadBalancer }
  | {
      weighted: {
        services: { name: string; weight: number }[]
        sticky?: Sticky
        healthCheck?: Record<string, never>
      }
    }
  | { mirroring: { service: string; mirrors: { name: string; percent: number }[]; maxBodySize?: number } }
  | { failover: { service: string; fallback: string } }

export interface Sticky {
  cookie: {
    name?: string
    secure?: boolean
    httpOnly?: boolean
    sameSite?: string
    maxAge?: number
    path?: string
    domain?: string
  }
}

export interface LoadBalancer {
  servers: { url: string; weight?: number; preservePath?: boolean }[]
  passHostHeader?: boolean
  serversTransport?: string
  strategy?: string
  sticky?: Sticky
  healthCheck?: Record<string, unknown>
  passiveHealthCheck?: { maxFailedAttempts?: number; failureWindow?: string }
}

export interface ServersTransport {
  serverName?: string
  insecureSkipVerify?: boolean
  rootCAs?: string[]
  certificates?: { certFile: string; keyFile: string }[]
  /** 0 means Go's 2; negative switches reuse off. */
  maxIdleConnsPerHost?: number
  forwardingTimeouts?: { dialTimeout?: string; responseHeaderTimeout?: string; idleConnTimeout?: string }
}

/** One middleware: exactly one type, and its settings. */
export type Middleware = Record<string, Record<string, unknown>>

export interface TlsConfig {
  options?: Record<string, TlsOptions | Raw>
  certificates?: ({ certFile: string; keyFile: string } | Raw)[]
  stores?: Record<string, Raw>
}

export interface TlsOptions {
  minVersion?: string
  maxVersion?: string
  cipherSuites?: string[]
  curvePreferences?: string[]
  alpnProtocols?: string[]
  sniStrict?: boolean
  clientAuth?: { caFiles?: string[]; clientAuthType?: string }
}

/** Traefik's dynamic configuration, as far as we write it: https://doc.traefik.io/traefik/reference/dynamic-configuration/file/ */
export interface TraefikConfig {
  http?: HttpConfig
  tcp?: Section
  udp?: Section
  tls?: TlsConfig
}

export interface HttpConfig {
  routers?: Record<string, Router>
  services?: Record<string, HttpService>
  middlewares?: Record<string, Middleware>
  serversTransports?: Record<string, ServersTransport>
}

/** A section of which we only carry what a person wrote in Traefik's own words. */
export type Section = Record<string, unknown>

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

export interface HttpService {
  loadBalancer: LoadBalancer
}

export interface LoadBalancer {
  servers: { url: string; weight?: number; preservePath?: boolean }[]
  passHostHeader?: boolean
  serversTransport?: string
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
  options?: Record<string, TlsOptions>
  certificates?: { certFile: string; keyFile: string }[]
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

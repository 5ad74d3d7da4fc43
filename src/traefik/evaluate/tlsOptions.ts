/** Which TLS options a handshake gets, and which a router wants: when they differ, Traefik answers 421. */
import type { HttpRouter } from './httpRouters.ts'
import { matchesDomain } from './domain.ts'

/** Two routers that name other options for one host both fall back to the default ones (pkg/server/aggregator.go). */
export function resolveOptions(routers: readonly HttpRouter[]): ReadonlyMap<HttpRouter, string> {
  const byHost = new Map<string, Set<string>>()
  for (const { hosts, options } of routers)
    for (const host of hosts) byHost.set(host, (byHost.get(host) ?? new Set()).add(options))
  return new Map(
    routers.map((router) => {
      const disagrees = router.hosts.some((host) => (byHost.get(host)?.size ?? 0) > 1)
      return [router, router.hosts.length === 0 || disagrees ? 'default' : router.options]
    }),
  )
}

/**
 * `resolved` are the routers with TLS of one entry point. Several when chance decides: wildcards of one length compete, or a router that
 * fell back to the default options because of another host of its rule names this one too.
 */
export function handshakeOptions(resolved: ReadonlyMap<HttpRouter, string>, sni: string): readonly string[] {
  const found = [...resolved].flatMap(([{ hosts }, options]) =>
    hosts
      .filter((host) => host === '*' || isNamed(sni, host))
      // The longer name is asked first, and `*` last.
      .map((host) => ({ length: host === '*' ? -1 : host.length, options })),
  )
  const longest = Math.max(...found.map(({ length }) => length))
  const options = found.filter(({ length }) => length === longest).map((one) => one.options)
  return options.length === 0 ? ['default'] : [...new Set(options)]
}

/** Whether a router with this host is asked before the TCP routers with TLS are. */
export function isNamed(sni: string, host: string): boolean {
  const name = sni.trim().toLowerCase()
  return name !== '' && host !== '*' && HOST_OR_IP.test(host) && matchesDomain(name, host.replace(/\.$/, ''))
}

/** What `HostSNI` takes: TLS options of other hosts are never used. */
const HOST_OR_IP = /^(\*\.)?[\w.:-]+$/

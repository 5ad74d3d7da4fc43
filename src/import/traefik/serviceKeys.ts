/** A service of Traefik in the words of a service of ours. */
import { textOf } from '../textOf.ts'
import { isMapping } from '../draft.ts'
import { bare } from './behaviour.ts'
import { duration } from './middlewareKeys.ts'

type Mapping = Readonly<Record<string, unknown>>

const STRATEGIES: Readonly<Record<string, string>> = { p2c: 'p2c', hrw: 'clientIp', leasttime: 'leastTime' }

/** `undefined` where there are no words for it: then it can only be named. */
export function serviceKeys(service: unknown, transports: Mapping): Mapping | undefined {
  const balancer = isMapping(service) ? service['loadBalancer'] : undefined
  if (!isMapping(balancer) || Object.keys(service ?? {}).length !== 1) return undefined
  const {
    servers,
    passHostHeader,
    sticky,
    healthCheck,
    serversTransport,
    strategy,
    passiveHealthCheck,
    ...rest
  } = balancer
  if (Object.keys(rest).length > 0 || !Array.isArray(servers) || servers.length === 0) return undefined
  const transport = serversTransport === undefined ? {} : transports[bare(textOf(serversTransport))]
  const connection = isMapping(transport) ? connectionKeys(transport) : undefined
  const upstream = upstreamOf(servers)
  if (upstream === undefined || connection === undefined) return undefined
  return {
    upstream,
    ...(passHostHeader === false ? { passHost: false } : {}),
    ...(strategy === undefined || strategy === 'wrr'
      ? {}
      : { balance: STRATEGIES[textOf(strategy)] ?? strategy }),
    ...(isMapping(sticky) ? { sticky: stickyOf(sticky) } : {}),
    ...(isMapping(healthCheck) ? { healthCheck: healthOf(healthCheck) } : {}),
    ...(isMapping(passiveHealthCheck)
      ? {
          passiveHealthCheck: {
            failures: passiveHealthCheck['maxFailedAttempts'] ?? 1,
            ...(passiveHealthCheck['failureWindow'] === undefined
              ? {}
              : { window: duration(passiveHealthCheck['failureWindow']) }),
          },
        }
      : {}),
    ...connection,
  }
}

function upstreamOf(servers: readonly unknown[]): unknown {
  const known = servers.filter(isMapping)
  const urls = known.map(({ url, preservePath }) =>
    preservePath === true ? String(url) : String(url).replace(/^(\w+:\/\/[^/]+).*$/, '$1'),
  )
  if (
    known.length < servers.length ||
    known.some(
      ({ url, weight: _w, preservePath: _p, ...rest }) => url === undefined || Object.keys(rest).length > 0,
    )
  )
    return undefined
  if (known.some(({ weight }) => weight !== undefined && Number(weight) !== 1))
    return known.map(({ weight = 1 }, index) => ({ url: urls[index], weight: Number(weight) }))
  return urls.length === 1 ? urls[0] : urls
}

/** Our cookie is secure and hidden from scripts unless told otherwise, Traefik's is neither. */
function stickyOf(sticky: Mapping): unknown {
  const cookie = isMapping(sticky['cookie']) ? sticky['cookie'] : {}
  const { name, secure = false, httpOnly = false, sameSite, maxAge, ...rest } = cookie
  return {
    ...(name === undefined ? {} : { cookie: name }),
    ...(secure === true ? {} : { secure: false }),
    ...(httpOnly === true ? {} : { httpOnly: false }),
    ...(sameSite === undefined ? {} : { sameSite: textOf(sameSite).toLowerCase() }),
    ...(maxAge === undefined ? {} : { maxAge: `${Number(maxAge)}s` }),
    ...rest,
  }
}

function healthOf({ interval, timeout, mode, ...rest }: Mapping): Mapping {
  return {
    ...rest,
    ...(interval === undefined ? {} : { interval: duration(interval) }),
    ...(timeout === undefined ? {} : { timeout: duration(timeout) }),
    ...(mode === 'grpc' ? { grpc: true } : {}),
  }
}

/** A transport with a name keeps two idle connections unless it says a number; ours keep 200. */
function connectionKeys(transport: Mapping): Mapping | undefined {
  const { insecureSkipVerify, serverName, rootCAs, maxIdleConnsPerHost, forwardingTimeouts, ...rest } =
    transport
  if (Object.keys(rest).length > 0) return undefined
  if (Object.keys(transport).length === 0) return {}
  const { dialTimeout, responseHeaderTimeout, idleConnTimeout, ...others } = isMapping(forwardingTimeouts)
    ? forwardingTimeouts
    : {}
  if (Object.keys(others).length > 0) return undefined
  const upstreamTls = {
    ...(insecureSkipVerify === true ? { verify: false } : {}),
    ...(serverName === undefined ? {} : { serverName }),
    ...(rootCAs === undefined ? {} : { ca: rootCAs }),
  }
  const timeouts = {
    ...(dialTimeout === undefined ? {} : { connect: duration(dialTimeout) }),
    ...(responseHeaderTimeout === undefined ? {} : { response: duration(responseHeaderTimeout) }),
    ...(idleConnTimeout === undefined ? {} : { idle: duration(idleConnTimeout) }),
  }
  const idle = Number(maxIdleConnsPerHost ?? 0)
  return {
    ...(Object.keys(upstreamTls).length === 0 ? {} : { upstreamTls }),
    keepalive: { idle: idle < 0 ? 0 : idle === 0 ? 2 : idle },
    ...(Object.keys(timeouts).length === 0 ? {} : { timeouts }),
  }
}

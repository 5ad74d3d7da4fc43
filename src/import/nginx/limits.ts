/** `limit_req`, `limit_conn`, `client_max_body_size`, `gzip`, timeouts and `proxy_ssl_…`: limits on the way to the upstream. */
import type { Keys, Proxy } from './proxy.ts'
import type { Site } from './site.ts'
import { holding, setting, type Spot } from './spot.ts'
import { durationOf, rateOf, sizeOf } from './units.ts'

export function limitKeys(spot: Spot, site: Site): Keys {
  return {
    ...rateOfRequests(spot, site),
    ...connections(spot, site),
    ...body(spot, site),
    ...gzip(spot, site),
  }
}

function rateOfRequests({ place }: Spot, site: Site): Keys {
  const [first, ...more] = holding(site, place, 'limit_req')
  if (first === undefined) return {}
  for (const other of more) site.fates.left(other, 'A service has one `rateLimit`; this is the second.')
  const value = (name: string) =>
    first.words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1)
  const zone = site.zones.get(value('zone') ?? '')
  const rate = rateOf(zone?.words.find((word) => word.startsWith('rate='))?.slice('rate='.length) ?? '')
  const by = criterion(zone?.words[0] ?? '')
  if (zone === undefined || rate === undefined || by === undefined) {
    const why =
      zone === undefined
        ? 'Its zone is not in this file.'
        : 'Traefik counts by address, host or a header, all requests alike.'
    site.fates.left(first, why)
    if (zone !== undefined) site.fates.left(zone, why)
    return {}
  }
  site.fates.carried(first, zone)
  for (const status of holding(site, place, 'limit_req_status')) {
    if (status.words[0] === '429') site.fates.needless(status, 'Traefik answers 429.')
    else site.fates.left(status, 'Traefik answers 429.')
  }
  // nginx lets the burst in beside the one request that the rate allows.
  return { rateLimit: { rate, burst: Number(value('burst') ?? 0) + 1, ...(by === 'ip' ? {} : { by }) } }
}

function criterion(key: string): string | undefined {
  if (/^\$(binary_)?remote_addr$/.test(key)) return 'ip'
  if (/^\$(host|http_host|server_name)$/.test(key)) return 'host'
  const header = /^\$http_(\w+)$/.exec(key)?.[1]
  return header?.replace(
    /(^|_)([a-z])/g,
    (_, bar: string, letter: string) => `${bar === '' ? '' : '-'}${letter.toUpperCase()}`,
  )
}

function connections({ place }: Spot, site: Site): Keys {
  for (const directive of holding(site, place, 'limit_conn')) {
    const [name = '', amount] = directive.words
    const zone = site.zones.get(name)
    if (zone !== undefined && /^\$(server_name|host)$/.test(zone.words[0] ?? '')) {
      site.fates.carried(directive, zone)
      return { concurrency: Number(amount) }
    }
    site.fates.left(directive, '`concurrency` counts the requests of all clients of a host together.')
    if (zone !== undefined)
      site.fates.left(zone, '`concurrency` counts the requests of all clients of a host together.')
  }
  return {}
}

/** Where answers are streams, Traefik's limit would hold them back: it keeps requests and answers whole to count them. */
function body({ place }: Spot, site: Site): Keys {
  const directive = setting(site, place, 'client_max_body_size')
  if (directive === undefined) return {}
  const size = sizeOf(directive.words[0] ?? '')
  if (size === undefined || size.bytes === 0) {
    site.fates.needless(directive, 'Traefik has no limit.')
    return {}
  }
  const streams =
    ['proxy_buffering', 'proxy_request_buffering'].some(
      (name) => setting(site, place, name)?.words[0] === 'off',
    ) || holding(site, place, 'proxy_set_header').some(({ words }) => /^upgrade$/i.test(words[0] ?? ''))
  if (streams) {
    site.fates.left(
      directive,
      `Traefik has no limit; \`maxBody: ${size.text}\` sets one, but then answers are kept whole before they are sent, which harms streams.`,
    )
    return {}
  }
  site.fates.carried(directive)
  return { maxBody: size.text }
}

function gzip({ place }: Spot, site: Site): Keys {
  const directive = setting(site, place, 'gzip')
  if (directive === undefined) return {}
  site.fates.carried(directive)
  return directive.words[0] === 'on' ? { compress: true } : {}
}

export function wayKeys({ place }: Spot, site: Site, { scheme }: Proxy): Keys {
  const timeouts = {
    ...timeout('connect', 'proxy_connect_timeout'),
    ...timeout('response', 'proxy_read_timeout'),
  }
  const upstreamTls = scheme === 'https' ? upstreamTlsOf() : {}
  return {
    ...(Object.keys(upstreamTls).length === 0 ? {} : { upstreamTls }),
    ...(Object.keys(timeouts).length === 0 ? {} : { timeouts }),
  }

  function timeout(key: string, name: string): Keys {
    const directive = setting(site, place, name) ?? setting(site, place, name.replace('proxy', 'grpc'))
    const duration = durationOf(directive?.words[0] ?? '')
    if (directive === undefined || duration === undefined) return {}
    site.fates.carried(directive)
    return { [key]: duration }
  }

  /** nginx verifies nothing unless it is told; Traefik does the other way round. */
  function upstreamTlsOf(): Keys {
    const ca = file('proxy_ssl_trusted_certificate')
    const [cert, key] = [file('proxy_ssl_certificate'), file('proxy_ssl_certificate_key')]
    const name = setting(site, place, 'proxy_ssl_name')
    const verify = setting(site, place, 'proxy_ssl_verify')
    if (name !== undefined) site.fates.carried(name)
    if (verify !== undefined) site.fates.carried(verify)
    return {
      ...(verify?.words[0] === 'on' ? {} : { verify: false }),
      ...(name === undefined || name.words[0]?.startsWith('$') === true ? {} : { serverName: name.words[0] }),
      ...(ca === undefined || verify?.words[0] !== 'on' ? {} : { ca }),
      ...(cert === undefined || key === undefined ? {} : { cert, key }),
    }
  }

  /** Files are read when definitions are compiled: those that are not there cannot be named. */
  function file(name: string): string | undefined {
    const directive = setting(site, place, name)
    if (directive === undefined) return undefined
    const reading = site.world.readFile(directive.words[0] ?? '')
    if ('problem' in reading) {
      site.fates.left(directive, `It cannot be read here: ${reading.problem}. \`upstreamTls\` takes it.`)
      return undefined
    }
    site.fates.carried(directive)
    return directive.words[0]
  }
}

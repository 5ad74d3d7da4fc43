/** An `upstream` block, or the one server that `proxy_pass` names. */
import type { Directive } from './directive.ts'
import type { Keys, Proxy } from './proxy.ts'
import type { Site } from './site.ts'
import { own } from './spot.ts'
import { durationOf } from './units.ts'

interface Upstream {
  readonly keys: Keys
  /** The value of `upstream`, with a path in front of the request's. */
  readonly servers: (base: string) => unknown
}

export function upstreamOf({ scheme, host, block }: Proxy, site: Site): Upstream {
  if (block === undefined) return { keys: {}, servers: (base) => `${scheme}://${host}${base}` }
  site.fates.carried(block)
  const servers = own(block, 'server').flatMap((server) => serverOf(server, site) ?? [])
  const weighted = servers.some(({ weight }) => weight !== 1)
  return {
    keys: {
      ...keepaliveOf(block, site),
      ...balanceOf(block, site),
      ...failuresOf(servers, site),
      // nginx asks the next server when one cannot be reached; Traefik does so when it is told.
      ...(servers.length > 1 ? { retry: servers.length } : {}),
    },
    servers(base) {
      const urls = servers.map(({ address }) => `${scheme}://${address}${base}`)
      if (weighted) return servers.map(({ weight }, index) => ({ url: urls[index], weight }))
      return urls.length === 1 ? urls[0] : urls
    },
  }
}

interface Server {
  readonly directive: Directive
  readonly address: string
  readonly weight: number
  /** `max_fails` and `fail_timeout`, as they are written. */
  readonly failures?: string
  readonly window?: string
}

function serverOf(directive: Directive, site: Site): Server | undefined {
  const [address = '', ...flags] = directive.words
  const value = (name: string) => flags.find((flag) => flag.startsWith(`${name}=`))?.slice(name.length + 1)
  if (address.startsWith('unix:')) {
    site.fates.left(directive, 'Traefik reaches upstreams over the network only: give it a port.')
    return undefined
  }
  if (flags.includes('backup')) {
    site.fates.left(
      directive,
      'Traefik falls back by a health check: with `healthCheck: /path` this server can stand under `fallback`.',
    )
    return undefined
  }
  if (flags.includes('down')) {
    site.fates.left(directive, 'It is marked as down.')
    return undefined
  }
  site.fates.carried(directive)
  const [failures, window] = [value('max_fails'), value('fail_timeout')]
  if (value('max_conns') !== undefined)
    site.fates.left(
      directive,
      'Its address is carried over; `max_conns` is not: Traefik counts for all servers together.',
    )
  return {
    directive,
    // nginx takes port 80 here even for HTTPS.
    address: /:\d+$/.test(address) ? address : `${address}:80`,
    weight: Number(value('weight') ?? 1),
    ...(failures === undefined ? {} : { failures }),
    ...(window === undefined ? {} : { window }),
  }
}

function keepaliveOf(block: Directive, site: Site): Keys {
  const [idle, timeout] = [own(block, 'keepalive').at(-1), own(block, 'keepalive_timeout').at(-1)]
  if (idle === undefined) return {}
  site.fates.carried(idle, ...(timeout === undefined ? [] : [timeout]))
  const duration = timeout === undefined ? undefined : durationOf(timeout.words[0] ?? '')
  return {
    keepalive: {
      idle: Number(idle.words[0]),
      ...(duration === undefined ? {} : { timeout: duration }),
    },
  }
}

const BALANCE: Readonly<Record<string, string>> = { ip_hash: 'clientIp', least_conn: 'p2c', random: 'p2c' }

function balanceOf(block: Directive, site: Site): Keys {
  const directive = own(block, 'ip_hash', 'least_conn', 'random', 'hash', 'least_time').at(-1)
  if (directive === undefined) return {}
  const byAddress = directive.name === 'hash' && /^\$(binary_)?remote_addr$/.test(directive.words[0] ?? '')
  const balance = byAddress
    ? 'clientIp'
    : directive.name === 'least_time'
      ? 'leastTime'
      : BALANCE[directive.name]
  if (balance === undefined) {
    site.fates.left(
      directive,
      'Traefik chooses by the address of the client (`balance: clientIp`) or by a cookie (`sticky`).',
    )
    return {}
  }
  site.fates.carried(directive)
  return { balance }
}

/** Traefik counts alike for all servers. */
function failuresOf(servers: readonly Server[], site: Site): Keys {
  const told = servers.filter(({ failures, window }) => failures !== undefined || window !== undefined)
  const [first] = told
  if (first === undefined || first.failures === '0') return {}
  const alike = servers.every(
    ({ failures, window }) => failures === first.failures && window === first.window,
  )
  if (!alike) {
    for (const { directive } of told)
      site.fates.left(
        directive,
        'Its address is carried over; its own `max_fails` is not: `passiveHealthCheck` is the same for all servers.',
      )
    return {}
  }
  return {
    passiveHealthCheck: {
      failures: Number(first.failures ?? 1),
      window: durationOf(first.window ?? '10s') ?? '10s',
    },
  }
}

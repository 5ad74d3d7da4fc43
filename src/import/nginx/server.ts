/** A `server` block: its names, and where it listens. */
import { regexFormat } from '../../language/formats/regex.ts'
import type { Directive } from './directive.ts'
import type { Site } from './site.ts'
import { own, ROOT, type Match, type Spot } from './spot.ts'

export interface Server {
  readonly directive: Directive
  /** As Traefik can compare them; without those that are left. */
  readonly names: readonly string[]
  /** The patterns of a server that has nothing but patterns for names. */
  readonly patterns: readonly string[]
  readonly tls: boolean
  readonly plain: boolean
  /** Other ports than 80 and 443, which need entry points of their own. */
  readonly ports: readonly number[]
  /** Where those of them listen that do so on one address only: `127.0.0.1`. */
  readonly addresses: ReadonlyMap<number, string>
  /** It answers requests that no other server takes. */
  readonly catchAll: boolean
  /** It says no name, so it is for every host. */
  readonly anyName: boolean
}

export function readServer(directive: Directive, site: Site): Server {
  const listens = own(directive, 'listen').flatMap((one) => listenOf(one, site) ?? [])
  const oldTls = own(directive, 'ssl').some(({ words }) => words[0] === 'on')
  for (const one of own(directive, 'ssl')) site.fates.carried(one)
  const effective = listens.length === 0 ? [{ port: 80, tls: false, standard: false, address: '' }] : listens
  const { names, patterns, anyName } = namesOf(directive, site)
  if (effective.every(({ port, address }) => (port === 80 || port === 443) && isLoopback(address)))
    site.unprotected.add(directive)
  return {
    directive,
    names,
    patterns,
    anyName,
    tls: oldTls || effective.some(({ tls }) => tls),
    plain: !oldTls && effective.some(({ tls }) => !tls),
    ports: [...new Set(effective.map(({ port }) => port))].filter((port) => port !== 80 && port !== 443),
    addresses: new Map(
      effective.flatMap(({ port, address }) => (address === '' ? [] : [[port, address] as const])),
    ),
    catchAll: anyName || effective.some(({ standard }) => standard),
  }
}

/** Its locations, nested ones too, and the server itself where no `location /` stands. */
export function spotsOf(server: Server, site: Site): readonly Spot[] {
  const spots = locationsOf(server, server.directive, site)
  const bare = !spots.some(({ match }) => match.kind === 'prefix' && match.path === '/')
  return bare ? [{ server, place: server.directive, match: ROOT }, ...spots] : spots
}

function locationsOf(server: Server, block: Directive, site: Site): readonly Spot[] {
  return own(block, 'location').flatMap((place) => {
    const match = matchOf(place)
    if (match === undefined) return []
    site.fates.carried(place)
    return [{ server, place, match }, ...locationsOf(server, place, site)]
  })
}

/** Nothing for a named location, which no request reaches by itself. */
function matchOf({ words }: Directive): Match | undefined {
  const [first = '', second] = words
  if (first.startsWith('@')) return undefined
  if (second === undefined) {
    const glued = /^(=|~\*|~|\^~)(.+)$/.exec(first)
    return glued === null
      ? { kind: 'prefix', path: first, beforePatterns: false }
      : modified(glued[1] ?? '', glued[2] ?? '')
  }
  return modified(first, second)
}

function modified(modifier: string, text: string): Match {
  switch (modifier) {
    case '=':
      return { kind: 'exact', path: text }
    case '^~':
      return { kind: 'prefix', path: text, beforePatterns: true }
    default:
      return { kind: 'regex', pattern: modifier === '~*' ? `(?i)${text}` : text }
  }
}

interface Listen {
  readonly port: number
  readonly tls: boolean
  readonly standard: boolean
  /** Empty: all addresses. */
  readonly address: string
}

function isLoopback(address: string): boolean {
  return /^(127\.|localhost$|\[::1\]$)/.test(address)
}

function listenOf(directive: Directive, site: Site): Listen | undefined {
  const [address = '', ...flags] = directive.words
  if (address.startsWith('unix:')) {
    site.fates.left(directive, 'Traefik listens on ports only.')
    return undefined
  }
  const parts = /^(?:(\[[^\]]*\]|[^:]*):)?(\d+)$/.exec(address)
  const place = parts === null ? address : (parts[1] ?? '')
  const port = parts === null ? 80 : Number(parts[2])
  const everywhere = /^(\*|\[::\]|0\.0\.0\.0|)$/.test(place)
  if (!everywhere && (port === 80 || port === 443)) {
    site.fates.left(
      directive,
      isLoopback(place)
        ? "It listens on this machine only; Traefik's `web` and `websecure` are for everybody. An entry point of its own can listen there."
        : "It listens on one address; Traefik's entry points say on which, in its static configuration.",
    )
  } else if (flags.includes('quic')) {
    site.fates.left(directive, 'HTTP/3 is static configuration of Traefik: `entryPoints.websecure.http3`.')
    return undefined
  } else site.fates.carried(directive)
  return {
    port,
    tls: flags.includes('ssl'),
    standard: flags.some((flag) => /^default(_server)?$/.test(flag)),
    address: everywhere ? '' : place,
  }
}

function namesOf(directive: Directive, site: Site): Pick<Server, 'names' | 'patterns' | 'anyName'> {
  const names: string[] = []
  const directives = own(directive, 'server_name')
  let anyName = directives.length === 0
  const alone = directives.flatMap(({ words }) => words).every((name) => name.startsWith('~'))
  const patterns: string[] = []
  for (const one of directives) {
    site.fates.carried(one)
    for (const name of one.words) {
      if (name === '_' || name === '') anyName = true
      else if (name.startsWith('~') && alone && isPattern(patternIn(name))) patterns.push(patternIn(name))
      else if (name.startsWith('~'))
        site.fates.left(one, `\`${name}\` is a pattern; name the hosts, or say it with \`rule\`.`)
      else if (name.startsWith('.')) names.push(name.slice(1), `*${name}`)
      else if (/\*(?!\.)|.\*/.test(name))
        site.fates.left(one, `\`${name}\` has its star where Traefik knows none; name the hosts.`)
      else names.push(name)
      if (name.startsWith('.') || name.startsWith('*.'))
        site.head.add('A wildcard takes one label in Traefik, and any number of them in nginx.')
    }
  }
  return { names: [...new Set(names)], patterns, anyName }
}

/** Without the names of its groups; nginx does not care for the case. */
function patternIn(name: string): string {
  const pattern = name.slice(1).replace(/(?<!\\)\(\?P?<\w+>/g, '(')
  return /[A-Z]/.test(pattern.replace(/\\./g, '')) ? `(?i)${pattern}` : pattern
}

/** One that Traefik can read, between the quotes of a rule. */
function isPattern(pattern: string): boolean {
  return !pattern.includes('`') && typeof regexFormat.parse(pattern) === 'string'
}

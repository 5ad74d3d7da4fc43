/** The matchers of Traefik v3: their names, how they may be spelt, and how many values they take. */
import { suggest } from '../../diagnostics/suggest.ts'

export type Protocol = 'http' | 'tcp'

/** `[least, most]` values. */
const VALUES = {
  http: {
    Host: [1, 1],
    HostRegexp: [1, 1],
    Path: [1, 1],
    PathPrefix: [1, 1],
    PathRegexp: [1, 1],
    Method: [1, 1],
    Header: [2, 2],
    HeaderRegexp: [2, 2],
    Query: [1, 2],
    QueryRegexp: [1, 2],
    ClientIP: [1, 1],
  },
  tcp: { HostSNI: [1, 1], HostSNIRegexp: [1, 1], ALPN: [1, 1], ClientIP: [1, 1] },
} as const

export type MatcherName = keyof typeof VALUES.http | keyof typeof VALUES.tcp

/** What the matchers are called in a syntax of rules. */
export interface Dialect {
  canonicalName(written: string): MatcherName | undefined
  /** What to say of a name that is none. */
  misnamed(written: string): { readonly message: string; readonly help: string }
}

export const PROTOCOLS: Readonly<Record<Protocol, readonly MatcherName[]>> = {
  http: Object.keys(VALUES.http) as (keyof typeof VALUES.http)[],
  tcp: Object.keys(VALUES.tcp) as (keyof typeof VALUES.tcp)[],
}

export function valuesOf(name: MatcherName): readonly [least: number, most: number] {
  const all: Readonly<Record<string, readonly [number, number]>> = { ...VALUES.http, ...VALUES.tcp }
  return all[name] ?? [1, 1]
}

export function canonicalName(written: string, protocol: Protocol): MatcherName | undefined {
  return PROTOCOLS[protocol].find((name) => isSpelling(written, name))
}

/** Traefik takes the name as it documents it, in lower case, in upper case, and in lower case with a capital first. */
export function isSpelling(written: string, name: string): boolean {
  const lower = name.toLowerCase()
  return (
    written === name ||
    written === lower ||
    written === name.toUpperCase() ||
    written === lower.charAt(0).toUpperCase() + lower.slice(1)
  )
}

/** What to say of a name that is none. */
export function misnamed(written: string, protocol: Protocol): { message: string; help: string } {
  const known = PROTOCOLS[protocol]
  const message = `There is no matcher \`${written}\` in rules of ${protocol === 'http' ? 'HTTP' : 'TCP'} routers.`
  const lower = written.toLowerCase()
  const old = FORMER[lower]
  if (old !== undefined) return { message, help: old }
  const other = protocol === 'http' ? 'tcp' : 'http'
  if (canonicalName(written, other) !== undefined) {
    return {
      message,
      help: `It is a matcher of ${other === 'tcp' ? 'TCP' : 'HTTP'} routers. Here there are ${known.join(', ')}.`,
    }
  }
  const near = suggest(written, known)
  return {
    message,
    help: near === undefined ? `There are ${known.join(', ')}.` : `Did you mean \`${near}\`?`,
  }
}

/** Names of Traefik v1 and v2. */
const FORMER: Readonly<Record<string, string>> = {
  headers: 'Traefik v3 calls it `Header`: Header(`X-Name`, `value`).',
  headersregexp: 'Traefik v3 calls it `HeaderRegexp`: HeaderRegexp(`X-Name`, `^value$`).',
  hostheader: 'Traefik v3 has `Host` only: Host(`shop.example.com`).',
  pathstrip: 'Write `Path` here, and take the path off with `stripPrefix`.',
  pathprefixstrip: 'Write `PathPrefix` here, and take the path off with `stripPrefix`.',
  pathstripregex: 'Write `PathRegexp` here, and take the path off with a middleware `stripPrefixRegex`.',
  addprefix: 'This is no matcher: the key `addPrefix`, or a middleware of that name, does it.',
  replacepath: 'This is no matcher: a middleware `replacePath` does it.',
}

/** `redirects`, `redirectFrom` and `trailingSlash`: anchored, escaped, and with the query kept. */
import type { RedirectSource, RedirectTarget } from '../../language/formats/redirect.ts'
import type { Subject } from '../subject.ts'
import { mainKeys } from './mainUpstream.ts'
import type { Link } from './chain.ts'

export function redirects(subject: Subject): readonly Link[] {
  const all = subject.keys.redirects
  if (all === undefined) return []
  reportRepeated(subject, all)
  return all.map(({ from, to, permanent }, index) => ({
    name: { suffix: all.length === 1 ? 'redirect' : `redirect-${index + 1}` },
    middleware: redirectRegex(pattern(from), replacement(to), permanent ?? true),
  }))
}

/** The first of them answers. */
function reportRepeated(subject: Subject, all: readonly { readonly from: RedirectSource }[]): void {
  // Without an upstream each of them is a router, and two of one path are told to be so.
  if (mainKeys(subject).length === 0) return
  const taken = new Set<string>()
  for (const [index, { from }] of all.entries()) {
    const written = `${from.path}${from.open ? '*' : ''}`
    if (taken.has(written)) {
      const why = 'an earlier redirect takes this path'
      subject.report('unused-key', { key: written, why }, ['redirects', index, 'from'])
    }
    taken.add(written)
  }
}

/** Every path of these hosts, to the same path of another; without `scheme` by the one that was asked for. */
export function redirectHost(to: string, scheme: 'http' | 'https' | undefined): Link {
  return {
    name: { suffix: 'redirect' },
    middleware: redirectRegex('^(https?)://[^/?]+(.*)$', `${scheme ?? '${1}'}://${dollars(to)}\${2}`, true),
  }
}

/** The bare path, to the path with a slash. */
export function redirectToSlash(): Link {
  return {
    name: { shared: 'trailing-slash' },
    middleware: redirectRegex('^(https?://[^/?]+[^?]*[^/?])(\\?.*)?$', '${1}/${2}', true),
  }
}

/** Traefik matches against the whole URL, with the query, as the client sent it. */
function pattern(from: RedirectSource): string {
  const host = '^(https?://[^/?]+)'
  return `${host}${escaped(asSent(from.path))}${from.open ? '([^?]*)' : '()'}(\\?.*)?$`
}

function replacement(to: RedirectTarget): string {
  const base = to.to.startsWith('/') ? '${1}' : ''
  return `${base}${dollars(to.to)}${to.open ? '${2}' : ''}${to.hasQuery ? '' : '${3}'}`
}

function redirectRegex(regex: string, target: string, permanent: boolean) {
  return { redirectRegex: { regex, replacement: target, ...(permanent ? { permanent: true } : {}) } }
}

/** What RE2 takes as the characters they are. */
function escaped(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')
}

/** Go's expansion spells a dollar sign `$$`. */
function dollars(text: string): string {
  return text.replaceAll('$', '$$$$')
}

/** A path as a client writes it into a request: what is not ASCII is escaped, what is escaped already stays so. */
function asSent(path: string): string {
  return path.replace(/[^%]+/g, (text) => encodeURI(text))
}

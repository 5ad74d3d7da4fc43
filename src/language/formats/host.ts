/** Host names as a person writes them, brought to the form that Traefik compares: lower case, punycode, no final dot. */
import type { Format, Mistake } from '../shapes/scalar.ts'

export const PATTERN_OF_HOSTS =
  'A pattern of names is said by a rule: ``rule: HostRegexp(`^(a|b)\\.example\\.com$`)``.'

/** A name, or `*.` and a name: one label of any text. */
export const hostFormat: Format<string> = {
  expects: 'a host name such as `shop.example.com` or `*.example.com`',
  parse: parseHost,
  schema: { pattern: '^(\\*\\.)?[^\\s/:*@]+$' },
}

/** Traefik's `*` is every connection, also one without TLS. */
export const sniFormat: Format<string> = {
  ...hostFormat,
  parse: (text) =>
    text === '*'
      ? {
          mistake: 'is every name',
          help: 'Leave `sni` out for every connection; where it has TLS, write `tls: terminate` or `tls: passthrough`.',
        }
      : parseHost(text),
}

/** A name without a wildcard. */
export const exactHostFormat: Format<string> = {
  expects: 'a host name such as `www.example.com`',
  parse(text) {
    const host = parseHost(text)
    return typeof host === 'string' && host.startsWith('*')
      ? { mistake: 'is a wildcard; a single name is needed here' }
      : host
  },
  schema: { pattern: '^[^\\s/:*@]+$' },
}

/** Nearly every name as it is written. */
const PLAIN = /^(\*\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/

export function parseHost(text: string): string | Mistake {
  if (text.length <= 253 && PLAIN.test(text)) return text
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)
  if (scheme !== null) {
    return {
      mistake: 'is a URL; a host is only the name',
      help: `Write \`${text.slice(scheme[0].length).replace(/[/?#].*$/, '')}\`.`,
    }
  }
  if (text === '*' || text === '_')
    return {
      mistake: 'would take every host',
      help: 'Name the hosts, or write ``rule: HostRegexp(`.+`)`` for what no other service takes.',
    }
  if (/^[~^]|\\\.|[()[\]{}$]/.test(text))
    return { mistake: 'is a pattern, and not a name', help: PATTERN_OF_HOSTS }
  if (/^\.[\w.-]+$/.test(text))
    return { mistake: 'begins with a dot', help: `Write \`[${text.slice(1)}, "*${text}"]\`.` }
  if (text.includes('/'))
    return { mistake: 'holds a path; a host is only the name', help: 'Write the path under `path`.' }
  if (/\s|,/.test(text))
    return { mistake: 'is not one name', help: 'Several names are a list: `[a.example.com, b.example.com]`.' }
  const port = /^([^:]+):\d+$/.exec(text)
  if (port !== null)
    return {
      mistake: 'holds a port; Traefik compares names without it',
      help: `Write \`${port[1]}\`; ports belong to entry points.`,
    }
  const wildcard = text.startsWith('*.')
  const name = toAscii((wildcard ? text.slice(2) : text).toLowerCase().replace(/\.$/, ''))
  if (name === undefined) return { mistake: 'cannot be written as a DNS name' }
  if (name.includes('*'))
    return {
      mistake: 'has a wildcard where none can be',
      help: 'A wildcard is the whole first label: `*.example.com`.',
    }
  if (name.length > 253) return { mistake: 'is longer than the 253 characters that a DNS name may have' }
  if (name === '') return { mistake: 'is not a host name' }
  for (const label of name.split('.')) {
    if (label === '') return { mistake: 'has an empty label: two dots, or a dot at the beginning' }
    if (label.length > 63) return { mistake: `has a label of ${label.length} characters; DNS allows 63` }
    if (!/^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/.test(label))
      return { mistake: `has the label ${JSON.stringify(label)}, which no DNS name can have` }
  }
  return wildcard ? `*.${name}` : name
}

function toAscii(name: string): string | undefined {
  // eslint-disable-next-line no-control-regex -- the range is what ASCII means
  if (/^[\x21-\x7e]*$/.test(name)) return name
  if (/[^\p{L}\p{N}\p{M}._-]/u.test(name)) return undefined
  return URL.canParse(`http://${name}/`) ? new URL(`http://${name}/`).hostname : undefined
}

/** Host names as a person writes them, brought to the form that Traefik compares: lower case, punycode, no final dot. */
import { familyOf } from '../../traefik/ip.ts'
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
  if (text.length <= 253 && PLAIN.test(text) && (!/\.\d+$/.test(text) || familyOf(text) === 4)) return text
  const url = /^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^/?#@]*@)?([^/?#:]*)(?::\d*)?([^?#]*)/i.exec(text)
  if (url !== null) return { mistake: 'is a URL; a host is only the name', help: nameAndPath(url[1], url[2]) }
  if (text === '*' || text === '_')
    return {
      mistake: 'would take every host',
      help: 'Name the hosts, or write ``rule: HostRegexp(`.+`)`` for what no other service takes.',
    }
  const [, variable] = /^\$([A-Za-z_]\w*)$/.exec(text) ?? []
  if (variable !== undefined)
    return { mistake: 'is no name', help: `A variable of the environment is \`\${${variable}}\`.` }
  if (/^\{\{.*\}\}$/.test(text))
    return { mistake: 'is a template, which is not carried out here', help: 'A variable is `${NAME}`.' }
  const [, inMatcher] = /^Host(?:SNI)?\(\s*[`"']([^`"']*)[`"']\s*\)$/.exec(text) ?? []
  if (inMatcher !== undefined)
    return { mistake: 'is a rule; here it is only the name', help: `Write \`${inMatcher}\`.` }
  if (familyOf(text.replace(/^\[(.*)\]$/, '$1')) === 6)
    return { mistake: 'is an IPv6 address, and a name is needed', help: 'Write a name that leads to it.' }
  if (/^[~^]|\\\.|[()[\]{}$]/.test(text))
    return { mistake: 'is a pattern, and not a name', help: PATTERN_OF_HOSTS }
  if (/^\.[\w.-]+$/.test(text))
    return { mistake: 'begins with a dot', help: `Write \`[${text.slice(1)}, "*${text}"]\`.` }
  if (text.includes('/')) {
    const [, name, path] = /^([^/:]*)(?::\d+)?(\/.*)$/.exec(text) ?? []
    return { mistake: 'holds a path; a host is only the name', help: nameAndPath(name, path) }
  }
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
  if (/\.\d+$/.test(name) && familyOf(name) === undefined)
    return { mistake: 'ends in a number, and is no IPv4 address: those are four numbers up to 255' }
  for (const label of name.split('.')) {
    if (label === '') return { mistake: 'has an empty label: two dots, or a dot at the beginning' }
    if (label.length > 63) return { mistake: `has a label of ${label.length} characters; DNS allows 63` }
    if (!/^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/.test(label))
      return { mistake: `has the label ${JSON.stringify(label)}, which no DNS name can have` }
  }
  return wildcard ? `*.${name}` : name
}

/** What to write in place of a URL. */
function nameAndPath(name = '', path = ''): string | undefined {
  const below = path.replace(/\/+$/, '')
  if (typeof parseHost(name) !== 'string') return below === '' ? undefined : 'Write the path under `path`.'
  return `Write \`${name}\`${below === '' ? '' : `, and \`${below}\` under \`path\``}.`
}

function toAscii(name: string): string | undefined {
  // eslint-disable-next-line no-control-regex -- the range is what ASCII means
  if (/^[\x21-\x7e]*$/.test(name)) return name
  if (/[^\p{L}\p{N}\p{M}._-]/u.test(name)) return undefined
  return URL.canParse(`http://${name}/`) ? new URL(`http://${name}/`).hostname : undefined
}

/** URLs of upstreams. */
import type { Format, Mistake } from '../shapes/scalar.ts'
import { hasControl } from './path.ts'
import { familyOf } from '../../traefik/ip.ts'
import { parseHost } from './host.ts'

export interface UpstreamUrl {
  /** Scheme, host and port: `https://authentik:9443`. */
  readonly origin: string
  /** Without a final slash; empty for the root. */
  readonly path: string
}

export const urlFormat: Format<UpstreamUrl> = {
  expects: 'a URL such as `http://app:8080`',
  parse: parseUrl,
  schema: { pattern: '^[a-zA-Z0-9]+://' },
}

export function parseUrl(text: string): UpstreamUrl | Mistake {
  if (hasControl(text) || /\s/.test(text)) {
    const [, url] = /^[\w-]+\s+((?:https?|h2c):\/\/[^\s;,]+);?$/.exec(text) ?? []
    return {
      mistake: 'holds a blank or a control character',
      help: url === undefined ? undefined : `Write \`${url}\`.`,
    }
  }
  if (/^(unix:|(https?:\/\/)unix:|\/)/i.test(text))
    return {
      mistake: 'is a socket or a file, and Traefik reaches servers only over the network',
      help: 'Let the server listen on a port, and write `http://name:port`.',
    }
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)([?#].*)?$/i.exec(text)
  if (parts === null) {
    if (/^[^\s/:@]+@[a-z][a-z0-9-]*$/i.test(text))
      return {
        mistake: 'is a service of Traefik, and a URL is needed here',
        help: 'A service stands alone, and not in a list; several share their requests in `split`.',
      }
    const [, port] = /^:?(\d+)$/.exec(text) ?? []
    if (port !== undefined) return { mistake: 'has no host', help: `Write \`http://name:${port}\`.` }
    const [, scheme = 'http', rest] = /^(https?|h2c)?(?::[\\/]*|[\\/]+|;\/\/)(?!\d+$)(.+)$/i.exec(text) ?? []
    if (rest !== undefined && !('mistake' in parseUrl(`${scheme}://${rest}`)))
      return {
        mistake: 'is not a URL: `://` stands behind its scheme',
        help: `Write \`${scheme}://${rest}\`.`,
      }
    const looksLikeHost = /^[\w.-]+(:\d+)?(\/.*)?$/.test(text)
    return {
      mistake: 'is not a URL: it has no scheme',
      ...(looksLikeHost ? { help: `Write \`http://${text}\`, or \`https://\` if it speaks TLS.` } : {}),
    }
  }
  const [, scheme = '', authority = '', path = '', rest] = parts
  const known = scheme.toLowerCase()
  if (known === 'ws' || known === 'wss') {
    return {
      mistake: `has the scheme \`${known}\`; WebSockets begin as HTTP`,
      help: `Write \`${known === 'ws' ? 'http' : 'https'}://${authority}\`.`,
    }
  }
  if (known !== 'http' && known !== 'https' && known !== 'h2c') {
    return {
      mistake: `has the scheme \`${scheme}\`; Traefik knows \`http\`, \`https\` and \`h2c\``,
      help: helpFor(known, authority),
    }
  }
  if (rest !== undefined)
    return {
      mistake: 'has a query or a fragment, which Traefik would drop',
      help: `Write \`${text.slice(0, -rest.length)}\`.`,
    }
  if (authority.includes('@'))
    return {
      mistake: 'holds a user name, which Traefik would drop',
      help: 'Send it as a header: `headers: { request: { Authorization: … } }`.',
    }
  const host = parseAuthority(authority)
  if (typeof host !== 'string') return host
  if (/%(?![0-9a-f]{2})/i.test(path))
    return { mistake: 'has a `%` in its path that is not followed by two hexadecimal digits' }
  if (/\/\*+$/.test(path))
    return {
      mistake: 'ends in a star; every path goes to the upstream without it',
      help: `Write \`${text.replace(/\/\*+$/, '')}\`.`,
    }
  return { origin: `${known}://${host}`, path: path.replace(/\/+$/, '') }
}

function helpFor(scheme: string, authority: string): string | undefined {
  if (scheme === 'grpc') return `Write \`h2c://${authority}\`: gRPC is HTTP/2 without TLS.`
  if (scheme === 'grpcs') return `Write \`https://${authority}\`.`
  if (scheme !== 'tcp' && scheme !== 'udp') return undefined
  return `Write \`${scheme}: { entryPoint: NAME, upstream: ${authority} }\` instead of \`upstream\`.`
}

/** `host`, `host:port`, `1.2.3.4:port`, `[::1]:port`. */
export function parseAuthority(authority: string): string | Mistake {
  const parts = /^(\[[0-9a-f:.%]+\]|[^:[\]]*)(?::(\d*))?$/i.exec(authority)
  if (parts === null) {
    const [, port] = /^[^:[\]]+:([^:]*)$/.exec(authority) ?? []
    if (port !== undefined) return { mistake: `has the port \`${port}\`, which is no number` }
    return /^[\w.-]+(:\d+){2,}$/.test(authority) && familyOf(authority) !== 6
      ? { mistake: 'has two ports' }
      : {
          mistake: 'has a host that cannot be read',
          help: 'An IPv6 address stands in brackets: `http://[::1]:8080`.',
        }
  }
  const [, name = '', port] = parts
  if (name === '') return { mistake: 'has no host' }
  if (port !== undefined && (port === '' || Number(port) < 1 || Number(port) > 65535))
    return { mistake: 'has a port that is not between 1 and 65535' }
  if (name.startsWith('[')) return authority.toLowerCase()
  const host = parseHost(name)
  if (typeof host !== 'string')
    return {
      mistake: 'has a host that is not a name or an address',
      help: name.startsWith('$') ? `A variable is \`\${${name.replace(/\W/g, '')}}\`.` : undefined,
    }
  if (host.startsWith('*')) return { mistake: 'has a wildcard; an upstream is one place' }
  return port === undefined ? host : `${host}:${Number(port)}`
}

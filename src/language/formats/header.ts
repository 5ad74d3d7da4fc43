/** Names and values of HTTP headers (RFC 9110, 5.1 and 5.5). */
import type { Format } from '../shapes/scalar.ts'

export const headerName: Format<string> = {
  expects: 'the name of a header such as `X-Frame-Options`',
  parse(text) {
    // Servers and proxies stop long before; as a key of JSON, Traefik could not read one of 1000.
    if (text.length > 256) return { mistake: 'is longer than 256 characters' }
    if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text)) return canonical(text)
    const trimmed = text.replace(/:\s*$/, '')
    return {
      mistake: text === '' ? 'is empty' : 'holds a character that no header name can have',
      ...(trimmed !== text && /^[\w-]+$/.test(trimmed)
        ? { help: `Write \`${trimmed}\` without the colon.` }
        : {}),
    }
  },
}

export const headerValue: Format<string> = {
  expects: 'the text of a header',
  secret: true,
  parse(text) {
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    const control = /[\u0000-\u0008\u000a-\u001f\u007f]/.exec(text)
    if (control === null) {
      const variable = VARIABLES.exec(text)?.[0]
      return variable === undefined
        ? text
        : {
            mistake: `is \`${variable}\`, a variable of another proxy that nothing fills in`,
            help: 'Leave it out: `Host`, `X-Forwarded-*` and `X-Real-Ip` are sent without it.',
          }
    }
    return /[\r\n]/.test(control[0])
      ? {
          mistake: 'has a line break, which would begin another header',
          help: 'Write it on one line; `>-` joins lines.',
        }
      : { mistake: 'holds a control character, which no header can carry' }
  },
}

/** Of nginx, Caddy and HAProxy, alone; a dollar sign in a longer text may be meant. */
const VARIABLES =
  /^(\$(host|http_\w+|remote_addr|remote_port|proxy_\w+|scheme|request_\w+|uri|args|server_(name|port|addr)|connection_upgrade|realip_\w+|ssl_\w+|binary_remote_addr)|\{(host|remote|remote_host|scheme|uri|http\.\w[\w.]*)\}|%\[[\w.()]+\])$/

/** As Go's `textproto` spells it, so that two spellings of one header meet. */
function canonical(name: string): string {
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (start) => start.toUpperCase())
}

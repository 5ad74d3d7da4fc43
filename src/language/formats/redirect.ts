/** The two sides of a redirect. */
import type { Format } from '../shapes/scalar.ts'
import { hasControl, isPattern, NO_PATTERN, parsePath } from './path.ts'

export interface RedirectSource {
  readonly path: string
  /** It ended in `*`: everything that begins with the path. */
  readonly open: boolean
}

export const redirectSource: Format<RedirectSource> = {
  expects: 'a path such as `/old` or `/old/*`',
  parse(text) {
    const open = text.endsWith('*')
    if (isPattern(text))
      return {
        ...NO_PATTERN,
        help: "Write `/old/*` for what is below a path, with `*` for the same in `to`. For more, define a `redirectRegex` in Traefik's words and name it in `middlewares`.",
      }
    if (/^[\w-]+(\.[\w-]+)+$/.test(text) || /^https?:\/\//i.test(text))
      return {
        mistake: 'is not a path of this service',
        help: `Write \`redirectFrom: ${text.replace(/^https?:\/\//i, '').replace(/\/.*$/, '')}\` for another host.`,
      }
    const path = parsePath(open ? text.slice(0, -1) : text)
    return typeof path === 'string' ? { path, open } : path
  },
}

export interface RedirectTarget {
  /** A path, or a whole URL; without the final `*`. */
  readonly to: string
  readonly open: boolean
  readonly hasQuery: boolean
}

export const redirectTarget: Format<RedirectTarget> = {
  expects: 'a path or a URL such as `/new` or `https://example.com/new`',
  parse(text) {
    const open = text.endsWith('*')
    const to = open ? text.slice(0, -1) : text
    if (/\$(\{?\d|request_uri|uri)/.test(text))
      return {
        mistake: 'holds a variable that nothing fills in',
        help: `End \`from\` and \`to\` in \`*\`: \`from: /*\`, \`to: ${text.replace(/\/?\$.*$/, '')}/*\`.`,
      }
    if (hasControl(to) || /\s/.test(to))
      return { mistake: 'holds a blank or a control character', help: 'Escape it: a blank is `%20`.' }
    if (!/^(\/(?!\/)|https?:\/\/[^/\s])/i.test(to)) {
      return {
        mistake: 'is neither a path nor a URL',
        help: /^[\w-]+(\.[\w-]+)+(\/|$)/.test(to)
          ? `Write \`https://${text}\`.`
          : 'A path begins with one slash, a URL with `https://`.',
      }
    }
    return { to, open, hasQuery: to.includes('?') }
  },
}

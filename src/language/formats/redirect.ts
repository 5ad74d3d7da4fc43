/** The two sides of a redirect. */
import type { Format } from '../shapes/scalar.ts'
import { hasControl, parsePath } from './path.ts'

export interface RedirectSource {
  readonly path: string
  /** It ended in `*`: everything that begins with the path. */
  readonly open: boolean
}

export const redirectSource: Format<RedirectSource> = {
  expects: 'a path such as `/old` or `/old/*`',
  parse(text) {
    const open = text.endsWith('*')
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
    if (hasControl(to) || /\s/.test(to))
      return { mistake: 'holds a blank or a control character', help: 'Escape it: a blank is `%20`.' }
    if (!/^(\/(?!\/)|https?:\/\/[^/\s])/i.test(to)) {
      return {
        mistake: 'is neither a path nor a URL',
        help: 'A path begins with one slash, a URL with `https://`.',
      }
    }
    return { to, open, hasQuery: to.includes('?') }
  },
}

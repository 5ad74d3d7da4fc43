/** URL paths as a person writes them, brought to the form that Traefik compares: decoded but for reserved characters. */
import { checkRe2 } from '../../traefik/re2.ts'
import type { Format, Mistake } from '../shapes/scalar.ts'

export const pathFormat: Format<string> = {
  expects: 'a path such as `/api`',
  parse: parsePath,
  schema: { pattern: '^/' },
}

/** The same where a pattern may be said otherwise. */
export const routePath: Format<string> = {
  ...pathFormat,
  parse(text) {
    const [, exact] = /^=\s*(\/.*)$/.exec(text) ?? []
    if (exact !== undefined)
      return {
        mistake: 'is how nginx writes a path that is taken alone',
        help: `Write \`{ exact: ${exact} }\`.`,
      }
    if (!isPattern(text)) return parsePath(text)
    const regex = text
      .replace(/^(?:~\*?\s*|(?=\/))/, text.startsWith('/') ? '^' : '')
      .replace(/\{\w+\}|(?<=\/):\w+/g, '[^/]+')
    const isFine = checkRe2(regex) === undefined && !regex.includes("'")
    return { ...NO_PATTERN, help: isFine ? `Write \`{ regex: '${regex}' }\`.` : undefined }
  },
}

/** A path that is asked for as it is written, with its query. */
export const requestPath: Format<string> = {
  expects: 'a path such as `/health`',
  parse(text) {
    if (!text.startsWith('/')) return parsePath(text)
    if (text.includes('#')) return { mistake: 'holds a fragment, which no server sees' }
    return hasControl(text) || /\s/.test(text)
      ? { mistake: 'holds a blank or a control character', help: 'Escape it: a blank is `%20`.' }
      : text
  },
  schema: { pattern: '^/' },
}

export function parsePath(text: string): string | Mistake {
  if (!text.startsWith('/')) {
    return {
      mistake: 'does not begin with a slash',
      help: pathIn(text),
    }
  }
  if (isPattern(text)) return NO_PATTERN
  if (text.includes('?'))
    return {
      mistake: 'holds a query; a path ends before `?`',
      help: 'Match queries with `match: { query: … }`.',
    }
  if (text.includes('#')) return { mistake: 'holds a fragment, which browsers never send' }
  if (hasControl(text)) return { mistake: 'holds a control character' }
  if (text.endsWith('*'))
    return {
      mistake: 'ends in a star; a path already takes everything below it',
      help: `Write \`${text.replace(/\/?\.?\*+$/, '') || '/'}\`.`,
    }
  if (/(,\s*|\s+)\//.test(text))
    return { mistake: 'is not one path', help: 'Several are a list: `[/a, /b]`.' }
  if (/[;,]$/.test(text)) return { mistake: 'ends in a character that does not belong to it' }
  if (/%(?![0-9a-f]{2})/i.test(text))
    return { mistake: 'has a `%` that is not followed by two hexadecimal digits' }
  const path = decodeUnreserved(text)
  if (path === undefined) return { mistake: 'has percent-escapes that are not UTF-8' }
  if (path.includes('//'))
    return {
      mistake: 'has two slashes in a row; Traefik joins them before it compares, so this would never match',
    }
  if (/(^|\/)\.\.?(\/|$)/.test(path))
    return {
      mistake:
        'has a `.` or `..` segment; Traefik resolves them before it compares, so this would never match',
    }
  return path
}

/** As nginx, Traefik and frameworks write patterns of paths; no path of a browser holds these. */
export function isPattern(text: string): boolean {
  return /^~|^\^(?!~)|[$\\]$|\\[.dw/]|\(\.[*+]\)|\[\^|\{\w+\}|\/:\w|\[[^\]]*[a-z0-9]-[a-z0-9][^\]]*\]|\([^()]*\|[^()]*\)/i.test(
    text,
  )
}

/** What to write for what does not begin with a slash: a URL, a rule, `^~ /api`, `./api`, `api`. */
function pathIn(text: string): string | undefined {
  const [, path] =
    /^(?:https?:\/\/[^/\s]+|Path(?:Prefix)?\([`"']|[=^~]+\s+|\.)(\/[^`"'\s]*)(?:[`"']\))?$/i.exec(text) ?? []
  if (path !== undefined && typeof parsePath(path) === 'string') return `Write \`${path}\`.`
  const [, below] = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(\/.+)$/.exec(text) ?? []
  if (below !== undefined && typeof parsePath(below) === 'string')
    return `Write \`${below}\`; the name stands in \`host\`.`
  return /^[\w~-]/.test(text) && !text.includes('(') && typeof parsePath(`/${text}`) === 'string'
    ? `Write \`/${text}\`.`
    : undefined
}

export const NO_PATTERN: Mistake = { mistake: 'is a pattern, and a path is compared as it is' }

export function hasControl(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text)
}

/**
 * Traefik decodes a request's path before matching, but for the reserved characters of RFC 3986 2.2 and `%`, which stay
 * escaped in upper case (pkg/muxer/http/mux.go, `reservedCharacters`).
 */
function decodeUnreserved(text: string): string | undefined {
  if (!text.includes('%')) return text
  try {
    return text
      .replace(/%[0-9a-f]{2}/gi, (escape) =>
        RESERVED.has(escape.toUpperCase()) ? `%25${escape.slice(1).toUpperCase()}` : escape,
      )
      .replace(/(%[0-9a-f]{2})+/gi, (escapes) => decodeURIComponent(escapes))
  } catch {
    return undefined // decodeURIComponent throws on bytes that are not UTF-8; the caller says so.
  }
}

const RESERVED: ReadonlySet<string> = new Set(
  Array.from(":/?#[]@!$&'()*+,;=%", (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`),
)

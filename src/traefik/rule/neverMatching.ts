/** Values that Traefik takes without a word, and that no request can ever match. */
import type { RuleValue } from './node.ts'
import { warning, type RuleProblem } from './problem.ts'

/** Traefik compares the name alone, in lower case, without a port. */
export function neverMatchingHost(value: RuleValue): RuleProblem | undefined {
  const { text } = value
  const port = /^([^:[\]]+):\d+$/.exec(text)
  if (port !== null)
    return warning(
      value,
      never('Traefik compares a host without its port'),
      `Write Host(\`${port[1]}\`); ports belong to entry points.`,
    )
  if (/^\w+:\/\//.test(text))
    return warning(
      value,
      never('a host is only the name, and this is a URL'),
      `Write Host(\`${text.replace(/^\w+:\/\//, '').replace(/[/?#:].*$/, '')}\`).`,
    )
  if (text.includes('/'))
    return warning(value, never('a host holds no path'), 'Write the path as PathPrefix(`…`) beside it.')
  if (/[\s,;]/.test(text)) {
    const names = text.split(/[\s,;]+/).filter((name) => name !== '')
    return warning(
      value,
      never('one `Host` takes one name'),
      `Write ${names.map((name) => `Host(\`${name}\`)`).join(' || ')}.`,
    )
  }
  if (/[{}]/.test(text))
    return warning(
      value,
      never('`{…}` is a pattern of Traefik v2'),
      'Write it as a regular expression: HostRegexp(`^[a-z]+\\.example\\.com$`).',
    )
  if (text.replace(/^\*\./, '').includes('*'))
    return warning(
      value,
      never('a wildcard can only be the whole first label'),
      'Write Host(`*.example.com`), or a regular expression in HostRegexp(`…`).',
    )
  return undefined
}

/**
 * Paths are compared after Traefik has joined slashes, resolved dots and decoded all percent-escapes but those of reserved
 * characters (pkg/muxer/http/mux.go, `reservedCharacters`).
 */
export function neverMatchingPath(value: RuleValue): RuleProblem | undefined {
  const { text } = value
  if (text.includes('?'))
    return warning(value, never('a path ends before `?`'), 'Match the query with Query(`name`, `value`).')
  if (text.includes('#'))
    return warning(value, never('no request carries what stands behind `#`'), 'Take it out.')
  if (text.includes('//'))
    return warning(
      value,
      never('Traefik joins slashes before it compares'),
      `Write \`${text.replace(/\/{2,}/g, '/')}\`.`,
    )
  if (/\/\.\.?(\/|$)/.test(text))
    return warning(
      value,
      never('Traefik resolves `.` and `..` before it compares'),
      'Write the path as it is after that.',
    )
  const decoded = decodeUnreserved(text)
  return decoded === undefined || decoded === text
    ? undefined
    : warning(value, never('Traefik decodes paths before it compares'), `Write \`${decoded}\`.`)
}

/** `{name:[a-z]+}` was a pattern in Traefik v2; v3 compares the braces as they are. */
export function v2Pattern(value: RuleValue, kind: 'host' | 'path'): RuleProblem | undefined {
  const named = [...value.text.matchAll(/\{[A-Za-z_]\w*(?::((?:[^{}]|\{[^{}]*\})*))?\}/g)]
  if (named.length === 0) return undefined
  let written = ''
  let at = 0
  for (const one of named) {
    written += value.text.slice(at, one.index).replaceAll('.', '\\.')
    written += one[1] ?? (kind === 'path' ? '[^/]+' : '[^.]+')
    at = one.index + one[0].length
  }
  written += value.text.slice(at).replaceAll('.', '\\.')
  const call = kind === 'path' ? `PathRegexp(\`^${written}\`)` : `HostRegexp(\`^${written}$\`)`
  return warning(
    value,
    '`{name:…}` was a pattern of Traefik v2; Traefik v3 compares the braces as they are.',
    `Write it as a regular expression: ${call}.`,
  )
}

function never(why: string): string {
  return `This never matches: ${why}.`
}

/** Nothing when the escapes are not UTF-8. */
function decodeUnreserved(text: string): string | undefined {
  const escape = (one: string) => (RESERVED.has(one.toUpperCase()) ? `%25${one.slice(1).toUpperCase()}` : one)
  try {
    return text
      .replace(/%[0-9a-f]{2}/gi, escape)
      .replace(/(%[0-9a-f]{2})+/gi, (escapes) => decodeURIComponent(escapes))
  } catch {
    return undefined // What decodeURIComponent throws for.
  }
}

const RESERVED: ReadonlySet<string> = new Set(
  Array.from(":/?#[]@!$&'()*+,;=%", (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`),
)

/** Fills variables into the texts of Traefik's own configuration, where a dollar sign often stands for itself. */
import { invalid, type Decoding, type Invalid } from '../shape.ts'

/**
 * Only `${NAME…}` is a variable, and `$${NAME}` is how its text is written. Everything else that holds a dollar sign is
 * Traefik's: `$1` and `${1}` in replacements, `$$` and `$` in regular expressions, `$apr1$…` in hashes.
 */
export function fillNative(text: string, decoding: Decoding): string | Invalid {
  const template = /\{\{.*?\}\}/s.exec(text)
  return template === null
    ? fillVariables(text, decoding)
    : decoding.report('go-template', { found: template[0] })
}

/** The same for the settings of plugins, which may have templates of their own. */
export function fillVariables(text: string, decoding: Decoding): string | Invalid {
  if (!text.includes('${')) return text
  let filled = ''
  let rest = 0
  for (const match of text.matchAll(VARIABLE)) {
    const value = match[0] === '$$' ? '$' : decoding.fill(match[0], true)
    if (value === invalid) return invalid
    filled += text.slice(rest, match.index) + value
    rest = match.index + match[0].length
  }
  return filled + text.slice(rest)
}

const VARIABLE = /\$\$(?=\{[A-Za-z_])|\$\{[A-Za-z_][^}]*\}?/g

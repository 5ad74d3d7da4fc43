/** Fills `${NAME}`, `${NAME:-default}` and `${NAME:?message}` into a text, as Compose does. */
export type Filled =
  | { readonly text: string }
  | { readonly missing: string; readonly message: string | undefined }
  | { readonly wrong: string }

/** `$$` is a dollar sign; `${1}` and a `$` before anything else are left alone: they belong to regular expressions. */
export function substitute(text: string, env: Readonly<Record<string, string | undefined>>): Filled {
  let filled = ''
  let rest = 0
  for (const match of text.matchAll(PATTERN)) {
    filled += text.slice(rest, match.index)
    rest = match.index + match[0].length
    const [whole, name, operator, argument = ''] = match
    if (whole === '$$') filled += '$'
    else if (name === undefined) return { wrong: whole }
    else {
      const value = env[name]
      const present =
        operator?.startsWith(':') === true ? value !== undefined && value !== '' : value !== undefined
      if (operator?.endsWith('-') === true) filled += present ? value : argument
      else if (present) filled += value
      else return { missing: name, message: operator === undefined || argument === '' ? undefined : argument }
    }
  }
  return { text: filled + text.slice(rest) }
}

/** `$$`; a whole variable; or `${` that no variable follows, unless digits do. */
const PATTERN = /\$\$|\$\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?])([^}]*))?\}|\$\{(?!\d+\})[^}]*\}?/g

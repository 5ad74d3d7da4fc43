/** Fills `${NAME}`, `${NAME:-default}`, `${NAME:?message}` and `${file:PATH}` into a text, the first three as Compose does. */
export type Filled =
  | { readonly text: string }
  | { readonly missing: string; readonly message: string | undefined }
  | { readonly file: string; readonly problem: string }
  | { readonly wrong: string }

export interface Fillings {
  readonly env: Readonly<Record<string, string | undefined>>
  readSecret(path: string): { readonly text: string } | { readonly problem: string }
}

/** `$$` is a dollar sign; `${1}` and a `$` before anything else are left alone: they belong to regular expressions. */
export function substitute(text: string, fillings: Fillings): Filled {
  let filled = ''
  let rest = 0
  for (const match of text.matchAll(PATTERN)) {
    filled += text.slice(rest, match.index)
    rest = match.index + match[0].length
    const value = match[0] === '$$' ? { text: '$' } : valueOf(match, fillings)
    if (!('text' in value)) return value
    filled += value.text
  }
  return { text: filled + text.slice(rest) }
}

/** A text that holds this comes from a file, and is shown to nobody. */
export function holdsSecret(text: string): boolean {
  return text.includes('${file:')
}

/** `$$`; a file; a whole variable; or `${` that no variable follows, unless digits do. */
const PATTERN =
  /\$\$|\$\{file:([^}]+)\}|\$\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?])([^}]*))?\}|\$\{(?!\d+\})[^}]*\}?/g

function valueOf(match: RegExpExecArray, { env, readSecret }: Fillings): Filled {
  const [whole, file, name, operator, argument = ''] = match
  if (file !== undefined) {
    const reading = readSecret(file)
    // An editor ends a file with a line break that nobody means.
    return 'text' in reading
      ? { text: reading.text.replace(/[\r\n]+$/, '') }
      : { file, problem: reading.problem }
  }
  if (name === undefined) return { wrong: whole }
  const value = env[name]
  const present = value !== undefined && (operator?.startsWith(':') !== true || value !== '')
  if (present) return { text: value }
  if (operator?.endsWith('-') === true) return { text: argument }
  return { missing: name, message: operator === undefined || argument === '' ? undefined : argument }
}

/** Builds rules: every value goes in as a checked Go string literal, every alternative stands in parentheses where it must. */
export interface Rule {
  readonly text: string
  /** It holds `||` outside of parentheses. */
  readonly loose: boolean
}

/** `Host(`a.example.com`)` */
export function call(matcher: string, ...values: readonly string[]): Rule {
  return { text: `${matcher}(${values.map(quote).join(', ')})`, loose: false }
}

export function any(rules: readonly Rule[]): Rule {
  const [only, ...more] = rules
  if (only !== undefined && more.length === 0) return only
  return { text: rules.map((rule) => rule.text).join(' || '), loose: true }
}

export function all(rules: readonly Rule[]): Rule {
  const [only, ...more] = rules
  if (only !== undefined && more.length === 0) return only
  return { text: rules.map((rule) => (rule.loose ? `(${rule.text})` : rule.text)).join(' && '), loose: false }
}

export function not(rule: Rule): Rule {
  return { text: rule.loose ? `!(${rule.text})` : `!${rule.text}`, loose: false }
}

/**
 * A Go string literal: between backticks where that says the text as it is, else between double quotes.
 * A raw literal knows no escapes, cannot hold a backtick, and loses carriage returns; JSON's escapes are Go's
 * but for lone surrogates, which are no text at all, and the byte order mark, which Go refuses in source.
 */
export function quote(text: string): string {
  if (!text.isWellFormed())
    throw new Error(`A lone surrogate cannot stand in a rule: ${JSON.stringify(text)}`)
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (!/[`\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)) return `\`${text}\``
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

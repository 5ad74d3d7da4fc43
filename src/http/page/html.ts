/** HTML from templates in which every value is escaped, unless it is HTML already. */
export interface Html {
  readonly html: string
}

export type Value = Html | string | number | undefined | readonly Value[]

/** markup`<b>${text}</b>`; nothing for `undefined`, and lists one after the other. Attributes have to stand in double quotes. */
export function markup(texts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: texts.map((text, index) => text + htmlOf(values[index])).join('') }
}

function htmlOf(value: Value): string {
  if (value === undefined) return ''
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value))
  return 'html' in value ? value.html : value.map(htmlOf).join('')
}

function escape(text: string): string {
  // What steers a terminal or the direction of text is shown as what it is, and NUL would end nothing here.
  return text.replace(SPECIAL, (character) => NAMES.get(character) ?? '\ufffd')
}

const SPECIAL =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[&<>"'`\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const NAMES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['`', '&#96;'],
])

/** Writes a configuration as JSON that Traefik's YAML parser reads unharmed, the same bytes for the same value. */
import { LISTS, type TraefikObject } from './objects.ts'

/** Keys are sorted by code unit, `undefined` is left out, and there is no white space. */
export function render(value: unknown): string {
  if (typeof value === 'string') return renderText(value)
  if (Array.isArray(value)) return `[${value.map(render).join(',')}]`
  if (!isMapping(value)) return JSON.stringify(value)
  // Not `JSON.stringify` of a sorted copy: an object puts keys that look like numbers first, whatever the order they were added in.
  let text = ''
  for (const key of sortedKeysOf(value)) {
    const item = value[key]
    if (item !== undefined) text += `${text === '' ? '' : ','}${renderText(key)}:${render(item)}`
  }
  return `{${text}}`
}

/** Most objects are made in this order. */
function sortedKeysOf(value: object): readonly string[] {
  const keys = Object.keys(value)
  return keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key) ? keys : keys.sort()
}

/** As it stands in its section: with its name, or alone in a list. */
export function renderObject({ section, name, value }: TraefikObject): string {
  return LISTS.has(section) ? render(value) : `${renderText(name)}:${render(value)}`
}

function renderText(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`
  if (!text.isWellFormed())
    throw new Error('A lone surrogate cannot be sent to Traefik: its YAML parser refuses the whole body.')
  return JSON.stringify(text).replace(
    HARMFUL,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Nearly every text: printable ASCII but for quotes and backslashes says itself. */
const PLAIN = /^[ !#-[\]-~]*$/

/** yaml.v3 refuses C1 controls, U+FFFE and U+FFFF when they stand raw, and takes NEL, LS and PS for line breaks. */
const HARMFUL = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

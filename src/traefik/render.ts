/** Writes a configuration as JSON that Traefik's YAML parser reads unharmed, the same bytes for the same value. */
import { LISTS, type TraefikObject } from './objects.ts'

/** Keys are sorted by code unit, `undefined` is left out, and there is no white space. */
export function render(value: unknown): string {
  const text = write(value)
  return text.replace(HARMFUL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** As it stands in its section: with its name, or alone in a list. */
export function renderObject({ section, name, value }: TraefikObject): string {
  return LISTS.has(section) ? render(value) : `${render(name)}:${render(value)}`
}

/** yaml.v3 refuses C1 controls, U+FFFE and U+FFFF when they stand raw, and takes NEL, LS and PS for line breaks. */
const HARMFUL = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g

/** Not `JSON.stringify` of a sorted copy: an object puts keys that look like numbers first, whatever the order they were added in. */
function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  if (typeof value === 'string') return writeText(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).filter((entry) => entry[1] !== undefined)
  if (entries.length > 1) entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${writeText(key)}:${write(item)}`).join(',')}}`
}

function writeText(text: string): string {
  if (!text.isWellFormed())
    throw new Error('A lone surrogate cannot be sent to Traefik: its YAML parser refuses the whole body.')
  return JSON.stringify(text)
}

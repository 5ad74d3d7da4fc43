/** Writes a configuration as YAML for Traefik's file provider, and for people. */
import { isMapping } from './entries.ts'

export interface YamlOptions {
  /** Lines above the value at this path, without the `#`. */
  readonly comment?: (path: readonly string[]) => readonly string[]
}

/**
 * Read by Traefik's file provider, which takes every file for a Go template first, it is the value that was given:
 * no `{{` ever stands in it. Keys are sorted by code unit, `undefined` is left out. Ends with a line break.
 */
export function renderYaml(value: object, options: YamlOptions = {}): string {
  return `${(isNested(value) ? block(value, [], options) : inline(value)).join('\n')}\n`
}

/** The lines of a value that stands on lines of its own. */
function block(value: unknown, path: readonly string[], options: YamlOptions): readonly string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const below = [...path, String(index)]
      const [first = '', ...more] = isNested(item) ? block(item, below, options) : inline(item)
      return [...above(below, options), `- ${first}`, ...more.map(indented)]
    })
  }
  if (!isMapping(value)) return inline(value)
  const entries = Object.entries(value).filter((entry) => entry[1] !== undefined)
  return entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, item]) => pair(key, item, [...path, key], options))
}

function pair(key: string, value: unknown, path: readonly string[], options: YamlOptions): readonly string[] {
  const head = `${PLAIN_KEY.test(key) && !WORDS.test(key) ? key : quoted(key)}:`
  if (isNested(value)) return [...above(path, options), head, ...block(value, path, options).map(indented)]
  const [first, ...more] = inline(value)
  return [...above(path, options), `${head} ${first}`, ...more.map(indented)]
}

function above(path: readonly string[], { comment }: YamlOptions): readonly string[] {
  return (comment?.(path) ?? []).map((text) => `# ${oneLine(text)}`)
}

/** What stands behind a key or a dash, and the lines below it that belong to it. */
function inline(value: unknown): readonly string[] {
  if (Array.isArray(value)) return ['[]']
  if (isMapping(value)) return ['{}']
  if (typeof value !== 'string') return [JSON.stringify(value)]
  if (isLiteral(value)) return [value.endsWith('\n') ? '|' : '|-', ...value.replace(/\n$/, '').split('\n')]
  return [PLAIN_VALUE.test(value) && !WORDS.test(value) ? value : quoted(value)]
}

/**
 * What begins with a letter or a slash is never read as a number or a date. `: ` and ` #` would end the text; of what YAML gives a
 * meaning, only such characters are allowed as have it at the beginning only.
 */
const PLAIN_VALUE = /^[A-Za-z/](?:[\w./@`()=,;?!~+*&|^$<>%-]|:(?=[\w/.])| (?=[^ #]))*$/
const PLAIN_KEY = /^[A-Za-z][\w.@-]*$/
/** Words of YAML 1.1 and 1.2 that stand for something else. */
const WORDS = /^(?:y|yes|n|no|on|off|true|false|null|inf|nan)$/i

/** JSON's escapes are YAML's. Of two braces the second is written by its number, so that no template begins. */
function quoted(text: string): string {
  if (!text.isWellFormed())
    throw new Error('A lone surrogate cannot be written: YAML parsers refuse the whole file.')
  return JSON.stringify(text)
    .replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, escaped)
    .replace(/(?<=\{)\{/g, '\\x7b')
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** Certificates and keys: lines that are no more than visible letters and single blanks. */
function isLiteral(text: string): boolean {
  return /^(?:[!-~]+(?: [!-~]+)*\n)+(?:[!-~]+(?: [!-~]+)*)?$/.test(text) && !text.includes('{{')
}

function isNested(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return isMapping(value) && Object.values(value).some((item) => item !== undefined)
}

function indented(line: string): string {
  return line === '' ? '' : `  ${line}`
}

/** Nothing in a comment may end its line, or begin a template. */
function oneLine(text: string): string {
  return text.replace(/[^ -~]|(?<=\{)\{/g, '?')
}

/** Writes a draft as YAML, the way a person would: blocks for what is long, one line for what is short. */
import { load } from 'js-yaml'
import { isMapping, type Draft, type Path, type Remark } from './draft.ts'

export interface Written {
  readonly text: string
  /** By line, from the first: what begins there; nothing for remarks. */
  readonly paths: readonly (Path | undefined)[]
}

const WIDTH = 100
const REMARK_WIDTH = 110

/** `blocks`: nothing shares a line. */
export function write({ head, definition, remarks }: Draft, form: 'short' | 'blocks' = 'short'): Written {
  const style: Style = { remarks, blocks: form === 'blocks' }
  const lines: Line[] = head.flatMap((line) => comment(line, ''))
  const roots = Object.entries(definition)
  for (const [index, [key, value]] of roots.entries()) {
    if (index > 0) lines.push({ text: '' })
    lines.push(...entry(key, value, [key], '', style))
  }
  const last = remarksOf([], style, '')
  if (last.length > 0) lines.push({ text: '' }, ...last)
  return {
    text: `${lines.map((line) => line.text).join('\n')}\n`,
    paths: lines.map((line) => line.path),
  }
}

interface Style {
  readonly remarks: readonly Remark[]
  readonly blocks: boolean
}

interface Line {
  readonly text: string
  readonly path?: Path
}

function entry(key: string, value: unknown, path: Path, indent: string, style: Style): Line[] {
  const name = scalar(key)
  const flow = flowOf(value)
  const short = `${indent}${name}: ${flow}`
  if (fitsOn(short, value, path, style)) return [{ text: short, path }]
  return [{ text: `${indent}${name}:`, path }, ...block(value, path, `${indent}  `, style)]
}

function block(value: unknown, path: Path, indent: string, style: Style): Line[] {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    return items.flatMap((item, index) => listItem(item, [...path, index], indent, style))
  }
  if (!isMapping(value)) return [{ text: `${indent}${flowOf(value)}`, path }]
  const spaced = path.length === 1 && path[0] === 'services'
  return [
    ...Object.entries(value).flatMap(([key, below], index) => [
      ...(spaced && index > 0 ? [{ text: '' }] : []),
      ...entry(key, below, [...path, key], indent, style),
    ]),
    ...remarksOf(path, style, indent),
  ]
}

function listItem(item: unknown, path: Path, indent: string, style: Style): Line[] {
  const short = `${indent}- ${flowOf(item)}`
  if (fitsOn(short, item, [...path, ''], style)) return [{ text: short, path }]
  const [first, ...more] = block(item, path, `${indent}  `, style)
  if (first === undefined) return []
  return [{ ...first, text: `${indent}- ${first.text.trimStart()}` }, ...more]
}

/** What stands at the top, each service, and what has remarks in it is always a block. */
function fitsOn(line: string, value: unknown, path: Path, { remarks, blocks }: Style): boolean {
  if (!isMapping(value) && !Array.isArray(value)) return true
  if (Object.keys(value).length === 0) return true
  const own = path.at(-1) === '' ? path.slice(0, -1) : path
  const remarked = remarks.some(({ within }) => own.every((step, index) => within[index] === step))
  const tall =
    path.length === 1 ||
    (path.length === 2 && path[0] === 'services') ||
    (path.length === 3 && path[2] === 'routes')
  return !blocks && line.length <= WIDTH && !remarked && !(tall && path.at(-1) !== '')
}

function remarksOf(path: Path, { remarks }: Style, indent: string): Line[] {
  return remarks
    .filter(
      ({ within }) => within.length === path.length && within.every((step, index) => step === path[index]),
    )
    .flatMap(({ lines }) => lines.flatMap((line) => comment(line, indent)))
}

/** Broken at blanks where it would be too long; a continued line stands further in. */
function comment(text: string, indent: string): Line[] {
  const lines: string[] = []
  let current = ''
  for (const word of text.split(' ')) {
    const room = REMARK_WIDTH - indent.length - (lines.length === 0 ? 2 : 4)
    if (current !== '' && current.length + 1 + word.length > room) {
      lines.push(current)
      current = word
    } else
      current =
        current === '' && lines.length === 0 && word === ''
          ? ' '
          : `${current}${current === '' ? '' : ' '}${word}`
  }
  lines.push(current)
  return lines.map((line, index) => ({ text: `${indent}#${index === 0 ? ' ' : '   '}${line}`.trimEnd() }))
}

function flowOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowOf).join(', ')}]`
  if (isMapping(value)) {
    const entries = Object.entries(value)
    return entries.length === 0
      ? '{}'
      : `{ ${entries.map(([key, below]) => `${scalar(key)}: ${flowOf(below)}`).join(', ')} }`
  }
  return typeof value === 'string' ? scalar(value) : String(value)
}

/** Plain where YAML reads it back as the same text, else between the quotes that need the fewest escapes. */
function scalar(text: string): string {
  if (isPlain(text)) return text
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)
    ? JSON.stringify(text)
    : `'${text.replaceAll("'", "''")}'`
}

function isPlain(text: string): boolean {
  return /^[A-Za-z0-9_./^$(~+][^#,[\]{}`\n\t]*$/.test(text) && !/: |:$|\s$/.test(text) && load(text) === text
}

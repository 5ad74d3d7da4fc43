/** Where each value and key of a YAML text is written: a tree of offsets, built from js-yaml's events. */
import {
  EVENT_ID,
  SCALAR_STYLE,
  constructFromEvents,
  getScalarValue,
  type Event,
  type ScalarEvent,
} from 'js-yaml'
import type { ScalarSource } from './insideScalar.ts'
import { YAML_SCHEMA } from './yamlSchema.ts'

export interface YamlNode {
  /** Offset of the first character; negative for a value that is not written. */
  readonly start: number
  /** Offset behind the last character of a scalar. */
  readonly end: number
  /** Absent for what is no scalar, or a value that is not written. */
  readonly scalar?: ScalarSource
  readonly items?: YamlNode[]
  readonly pairs?: YamlPair[]
  readonly alias?: YamlNode | undefined
}

export interface YamlPair {
  readonly key: string
  /** `<<`: its mappings are laid under this one. */
  readonly merge: boolean
  readonly keyNode: YamlNode
  readonly value: YamlNode
}

/** One root per document. */
export function yamlTree(text: string, events: readonly Event[]): readonly YamlNode[] {
  const roots: YamlNode[] = []
  let anchors = new Map<string, YamlNode>()
  let document: Event | undefined
  const open: ({
    node: YamlNode
    key?: { text: string; merge: boolean; node: YamlNode } | undefined
  } | null)[] = []

  const add = (node: YamlNode, event: Event): void => {
    const frame = open.at(-1)
    if (frame === undefined || frame === null) roots.push(node)
    else if (frame.node.items !== undefined) frame.node.items.push(node)
    else if (frame.key === undefined) {
      const scalar = event.type === EVENT_ID.SCALAR ? event : undefined
      const key = scalar === undefined || document === undefined ? '' : keyText(text, scalar, document)
      frame.key = { text: key, merge: scalar?.style === SCALAR_STYLE.PLAIN && key === '<<', node }
    } else {
      frame.node.pairs?.push({
        key: frame.key.text,
        merge: frame.key.merge,
        keyNode: frame.key.node,
        value: node,
      })
      frame.key = undefined
    }
  }

  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) {
      anchors = new Map()
      document = event
      open.push(null)
    } else if (event.type === EVENT_ID.POP) open.pop()
    else if (event.type === EVENT_ID.ALIAS) {
      const alias = anchors.get(text.slice(event.anchorStart, event.anchorEnd))
      add({ start: event.anchorStart - 1, end: event.anchorEnd, alias }, event)
    } else {
      const node = nodeOf(event, text)
      if (event.anchorStart >= 0) anchors.set(text.slice(event.anchorStart, event.anchorEnd), node)
      add(node, event)
      if (event.type !== EVENT_ID.SCALAR) open.push({ node })
    }
  }
  return roots
}

function nodeOf(event: Exclude<Event, { type: 1 | 5 | 6 }>, text: string): YamlNode {
  if (event.type === EVENT_ID.SEQUENCE) return { start: event.start, end: event.start + 1, items: [] }
  if (event.type === EVENT_ID.MAPPING) return { start: event.start, end: event.start + 1, pairs: [] }
  const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
  if (event.valueStart < 0) return { start: -1, end: -1 }
  const start = quoted ? event.valueStart - 1 : event.valueStart
  const end = quoted ? text.indexOf(text[start] ?? '', event.valueEnd) + 1 : event.valueEnd
  const scalar: ScalarSource = {
    style: STYLES[event.style] ?? 'plain',
    start: event.valueStart,
    end: event.valueEnd,
    indent: Math.max(0, event.indent),
  }
  return { start, end: Math.max(start + 1, end), scalar }
}

const STYLES: Readonly<Record<number, ScalarSource['style']>> = {
  [SCALAR_STYLE.PLAIN]: 'plain',
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'literal',
  [SCALAR_STYLE.FOLDED_BLOCK]: 'folded',
}

/** The text that a plain key becomes in the object: `0x10` becomes "16", `~` becomes "null". */
function keyText(text: string, event: ScalarEvent, document: Event): string {
  const written = getScalarValue(text, event)
  if (event.style !== SCALAR_STYLE.PLAIN || !/^(?:$|[-+.0-9~nNtTfF])/.test(written)) return written
  const [value] = constructFromEvents([document, event, { type: EVENT_ID.POP }], {
    source: text,
    schema: YAML_SCHEMA,
  })
  return String(value)
}

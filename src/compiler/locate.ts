/** Finds where a value is written. Nothing is computed until a message asks: a file without a mistake pays nothing. */
import { parseEvents } from 'js-yaml'
import { placeAt } from '../diagnostics/lines.ts'
import { startOf, type Place } from '../diagnostics/place.ts'
import type { Spot } from '../language/shape.ts'
import { insideScalar } from './insideScalar.ts'
import { yamlTree, type YamlNode, type YamlPair } from './yamlTree.ts'
import { MAX_DEPTH } from './yamlSchema.ts'

export type ValuePath = readonly (string | number)[]

export interface Found {
  readonly place: Place
  /** A single value as it stands in the file: `1e3`, where YAML says 1000. */
  readonly written?: string
  /** How many segments of the path are written; fewer than all when a shorter form stands there. */
  readonly depth: number
}

export interface Locator {
  /** The place of the value, of its key, of some characters inside of it, or of the nearest thing around it. */
  locate(document: number, path: ValuePath, of: Spot): Found
}

export function createLocator(file: string, text: string): Locator {
  let roots: readonly YamlNode[] | undefined

  return {
    locate(document, path, of) {
      roots ??= yamlTree(text, parseEvents(text, { filename: file, maxDepth: MAX_DEPTH }))
      let node = roots[document]
      if (node === undefined) return { place: startOf(file), depth: 0 }
      let shown: YamlNode = node
      let depth = 0
      for (const [index, segment] of path.entries()) {
        const step: { node: YamlNode; key?: YamlNode } | undefined = stepInto(follow(node), segment)
        // `allow: [a]` is short for `allow: { from: [a] }`: the list stands where the mapping would.
        if (step === undefined && follow(node).items !== undefined && !/^\d+$/.test(String(segment))) {
          depth++
          continue
        }
        if (step === undefined) break
        node = step.node
        depth++
        const wantsKey = (of === 'key' && index === path.length - 1) || isUnshowable(node)
        shown = wantsKey && step.key !== undefined ? step.key : node.start >= 0 ? node : shown
      }
      if (typeof of === 'object' && depth === path.length && shown === node && node.scalar !== undefined) {
        const start = insideScalar(text, node.scalar, of.offset)
        const end = insideScalar(text, node.scalar, of.offset + Math.max(0, of.length - 1)) + 1
        return { place: placeAt(file, text, start, end - start), depth }
      }
      const start = startIn(text, shown)
      const place = placeAt(file, text, start, shown.end - start)
      return node.scalar === undefined || shown !== node
        ? { place, depth }
        : { place, depth, written: text.slice(node.start, node.end) }
    },
  }
}

/** The text of a block begins behind its indentation. */
function startIn(text: string, node: YamlNode): number {
  const start = Math.max(0, node.start)
  return node.scalar === undefined
    ? start
    : start + (/^ */.exec(text.slice(start, node.end))?.[0].length ?? 0)
}

/** A block of several lines, or nothing at all, is better shown by its key. */
function isUnshowable(node: YamlNode): boolean {
  return node.start < 0 || node.items !== undefined || node.pairs !== undefined
}

function follow(node: YamlNode): YamlNode {
  let target = node
  while (target.alias !== undefined) target = target.alias
  return target
}

function stepInto(node: YamlNode, segment: string | number): { node: YamlNode; key?: YamlNode } | undefined {
  if (node.items !== undefined) {
    const item = node.items[Number(segment)]
    return item === undefined ? undefined : { node: item }
  }
  const pair = findPair(node, String(segment), new Set())
  return pair === undefined ? undefined : { node: pair.value, key: pair.keyNode }
}

/** A mapping's own key wins over one that `<<` brings; of several merged mappings the first wins. */
function findPair(node: YamlNode, key: string, seen: Set<YamlNode>): YamlPair | undefined {
  if (seen.has(node)) return undefined
  seen.add(node)
  const own = node.pairs?.findLast((pair) => !pair.merge && pair.key === key)
  if (own !== undefined) return own
  for (const merge of node.pairs ?? []) {
    if (!merge.merge) continue
    const value = follow(merge.value)
    for (const source of value.items ?? [value]) {
      const found = findPair(follow(source), key, seen)
      if (found !== undefined) return found
    }
  }
  return undefined
}

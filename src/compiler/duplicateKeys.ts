/** Finds every key that is written twice in one mapping, with both places. */
import type { Event } from 'js-yaml'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { placeAt } from '../diagnostics/lines.ts'
import { yamlTree, type YamlNode } from './yamlTree.ts'

export function duplicateKeys(file: string, text: string, events: readonly Event[]): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const placeOf = (node: YamlNode) => placeAt(file, text, Math.max(0, node.start), node.end - node.start)
  const walk = (node: YamlNode): void => {
    const first = new Map<string, YamlNode>()
    for (const { key, merge, keyNode, value } of node.pairs ?? []) {
      const earlier = first.get(key)
      if (earlier === undefined) first.set(key, keyNode)
      else if (!merge) {
        found.push(
          diagnose('duplicate-key', { key }, placeOf(keyNode), [
            { message: 'It is already here.', place: placeOf(earlier) },
          ]),
        )
      }
      walk(value)
    }
    for (const item of node.items ?? []) walk(item)
  }
  for (const root of yamlTree(text, events)) walk(root)
  return found
}

/** A YAML file that is imported: one document, a mapping. */
import { YAMLException, load } from 'js-yaml'
import { guessAt } from '../compiler/syntax/guessAt.ts'
import { YAML_SCHEMA } from '../compiler/yamlSchema.ts'
import { placeAt } from '../diagnostics/lines.ts'
import { isMapping } from './draft.ts'

export type YamlFile =
  | { readonly tree: Readonly<Record<string, unknown>> }
  /** A sentence, and the line it is about. */
  | { readonly problem: string; readonly line: number }

export function readYaml(text: string, file: string): YamlFile {
  try {
    const tree = load(text, { filename: file, schema: YAML_SCHEMA })
    return isMapping(tree) ? { tree } : { problem: 'It holds no mapping.', line: 1 }
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const offset = Math.min(error.mark?.position ?? 0, text.length)
    const guess = guessAt(text, offset, error.reason)
    return {
      problem: `It is not YAML: ${guess?.reason ?? error.reason}.`,
      line: placeAt(file, text, guess?.start ?? offset).line,
    }
  }
}

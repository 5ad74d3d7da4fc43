/** A YAML file that is imported: one document, a mapping. */
import { YAMLException, load } from 'js-yaml'
import { YAML_SCHEMA } from '../compiler/yamlSchema.ts'
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
    return { problem: `It is not YAML: ${error.reason}.`, line: (error.mark?.line ?? 0) + 1 }
  }
}

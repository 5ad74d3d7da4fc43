/** One file's text, understood: what it defines, what is wrong with it, and where everything stands. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { definition, type Definition } from '../language/definition.ts'
import { invalid, isMapping, type Decoding } from '../language/shape.ts'
import { substitute } from '../language/substitute.ts'
import { createLocator, type Locator } from './locate.ts'
import { parse } from './parse.ts'
import type { World } from './source.ts'

export interface DecodedFile {
  readonly file: string
  readonly locator: Locator
  readonly documents: readonly DecodedDocument[]
  readonly diagnostics: readonly Diagnostic[]
}

export interface DecodedDocument {
  readonly index: number
  readonly definition: Definition
  /** Names of TLS profiles that are written, also of those with a mistake in them. */
  readonly profileNames: readonly string[]
  /** The same of authentication providers. */
  readonly providerNames: readonly string[]
}

/** Looks at nothing but the text and the environment: the result may be kept as long as both are the same. */
export function decodeFile(file: string, text: string, env: World['env']): DecodedFile {
  const diagnostics: Diagnostic[] = []
  const locator = createLocator(file, text)
  const values = parse(file, text, (diagnostic) => diagnostics.push(diagnostic)) ?? []
  const documents: DecodedDocument[] = []
  for (const [index, value] of values.entries()) {
    if (value === null) continue // An empty document says nothing, which is no mistake.
    const decoded = definition.decode(value, createDecoding(locator, index, env, diagnostics))
    if (decoded === invalid) continue
    const namesUnder = (key: string) =>
      Object.keys((isMapping(value) && isMapping(value[key]) && value[key]) || {})
    documents.push({
      index,
      definition: decoded,
      profileNames: namesUnder('tlsProfiles'),
      providerNames: namesUnder('auth'),
    })
  }
  return { file, locator, documents, diagnostics }
}

function createDecoding(
  locator: Locator,
  document: number,
  env: World['env'],
  diagnostics: Diagnostic[],
): Decoding {
  const path: (string | number)[] = []
  const decoding: Decoding = {
    enter: (segment) => void path.push(segment),
    leave: () => void path.pop(),
    report(code, values, of = 'value') {
      diagnostics.push(diagnose(code, values, locator.locate(document, path, of).place))
      return invalid
    },
    fill(text) {
      const filled = substitute(text, env)
      if ('text' in filled) return filled.text
      return 'wrong' in filled
        ? decoding.report('bad-variable', { found: filled.wrong })
        : decoding.report('undefined-variable', { name: filled.missing, message: filled.message })
    },
  }
  return decoding
}

/** Keeps an accident from wiping every route: an empty configuration is served only when somebody says so. */
import type { Compilation } from '../compiler/compilation.ts'
import type { Stages } from './candidate.ts'

/** Why this is not to be served, as a sentence without a final dot; nothing when it may be. */
export function reasonToHold(
  compilation: Compilation,
  stages: Stages,
  allowEmpty: boolean,
): string | undefined {
  if (!isEmpty(compilation)) return undefined
  // Also when emptiness is allowed: what is left out is meant to be there.
  const out = [...stages].filter(([, stage]) => stage === 'out').map(([path]) => path)
  if (out.length > 0) return `nothing is left to serve without ${counted(out)}`
  if (allowEmpty || compilation.emptyOnPurpose) return undefined
  return stages.size === 0 ? EMPTY_FOLDER : 'the definitions hold no service'
}

export const EMPTY_FOLDER = 'the folder holds no definition file'

/** TLS options and certificates alone route nothing. */
function isEmpty({ services, sections }: Compilation): boolean {
  return services.size === 0 && [...(sections?.keys() ?? [])].every((section) => section.startsWith('tls.'))
}

function counted([first, ...more]: readonly string[]): string {
  if (more.length === 0) return `\`${first}\`, which has a mistake`
  return `\`${first}\` and ${more.length} more ${more.length === 1 ? 'file' : 'files'}, which have mistakes`
}

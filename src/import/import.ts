/** Definitions made from what a person has already: nginx sites, Traefik's files, labels. */
import { isMapping } from './draft.ts'
import type { Imported } from './imported.ts'
import { importLabels } from './labels/labels.ts'
import { importNginx } from './nginx/nginx.ts'
import { importTraefik } from './traefik/traefik.ts'
import { readYaml } from './readYaml.ts'
import { settle } from './settle.ts'
import type { Surroundings } from './surroundings.ts'
import { write } from './write.ts'
import type { Trace } from './trace.ts'

export type Definitions =
  | {
      readonly text: string
      readonly traces: readonly Trace[]
      /** What the compiler did not accept and is a remark now: a sentence each. */
      readonly refused: readonly string[]
      /** Services that would stand open without what is left of them. */
      readonly switchedOff: readonly string[]
    }
  /** A sentence, and the line it is about. */
  | { readonly problem: string; readonly line: number }

export type Kind = 'nginx' | 'traefik' | 'labels'

/** `file` is how remarks call it. */
export function importDefinitions(
  text: string,
  file: string,
  world: Surroundings,
  kind: Kind = kindOf(text),
): Definitions {
  if (text.trim() === '') return { problem: 'It is empty.', line: 1 }
  const imported = IMPORTERS[kind](text, file, world)
  if ('problem' in imported) return imported
  const { draft, refused } = settle(imported.draft, imported.world)
  const { services } = draft.definition
  return {
    text: write(draft).text,
    traces: imported.traces,
    refused: refused.map(({ message }) => message),
    switchedOff: Object.entries(isMapping(services) ? services : {})
      .filter(([, keys]) => isMapping(keys) && keys['enabled'] === false)
      .map(([name]) => name),
  }
}

const IMPORTERS: Readonly<Record<Kind, (text: string, file: string, world: Surroundings) => Imported>> = {
  nginx: importNginx,
  traefik: importTraefik,
  labels: importLabels,
}

/** YAML with services is a Compose file, other YAML is Traefik's, and the rest is nginx. */
export function kindOf(text: string): Kind {
  const read = readYaml(text, '')
  // A block of nginx never is a mapping of YAML; what is no YAML may be a broken file of either kind.
  if ('problem' in read)
    return /^\s*(services|http|tcp|udp|tls|version|name):/m.test(text) ? 'traefik' : 'nginx'
  return isMapping(read.tree['services']) ? 'labels' : 'traefik'
}

/** Docker labels in a Compose file as definitions. */
import { createLocator } from '../../compiler/locate.ts'
import type { World } from '../../compiler/source.ts'
import type { Imported } from '../imported.ts'
import { isMapping, type Path, type Remark } from '../draft.ts'
import type { Trace } from '../trace.ts'
import { readYaml } from '../readYaml.ts'
import { strangerToLabels } from '../stranger.ts'
import { remarkOf } from '../trace.ts'
import { draftOf, STANDS_OPEN } from '../traefik/drafting.ts'
import { assemble, type Tree } from './assemble.ts'
import { labelsOf, type Label } from './compose.ts'
import { variablesIn } from './variables.ts'

/** `file` is how remarks call it. */
export function importLabels(text: string, file: string, world: World): Imported {
  const read = readYaml(text, file)
  if ('problem' in read) return read
  const { tree } = read
  if (!isMapping(tree['services'])) return { problem: 'It holds no `services`.', line: 1 }
  const locator = createLocator(file, text)
  const lineAt = (path: Path) => locator.locate(0, path, 'value').place.line
  const traces: Trace[] = []
  const config: Tree = {}
  const origins = new Map<string, Label>()
  const lost: Path[] = []
  const notes = new Set<string>()
  for (const [name, service] of Object.entries(tree['services'])) {
    if (!isMapping(service)) continue
    const labels = labelsOf(name, service, lineAt)
    if (labels.length > 0) assemble(name, service, labels, { config, origins, lost, traces, notes })
  }
  if (traces.length === 0)
    return strangerToLabels(
      tree['services'],
      (name) => locator.locate(0, ['services', name], 'key').place.line,
    )
  const variables = variablesIn(config)
  const filled: World = { ...world, env: { ...variables, ...world.env } }
  const remarks = traces
    .filter(({ fate }) => fate === 'left')
    .map((trace): Remark => ({ within: [], lines: [remarkOf(file, trace)] }))
  const originOf = (path: Path) => {
    const labels = labelsAt(origins, path)
    return `${file}:${labels[0]?.line ?? 1}: ${labels.map(({ text: label }) => label).join(', ')} --`
  }
  const { draft, gone, closed } = draftOf(config, file, originOf, remarks, filled, lost)
  const left = new Map(
    [...closed.map((path) => ({ path, message: STANDS_OPEN })), ...gone].flatMap(({ path, message }) =>
      labelsAt(origins, path).map(({ line, text: label }) => [`${line} ${label}`, message] as const),
    ),
  )
  const needed = Object.keys(variables)
  return {
    world: filled,
    traces: traces
      .map((trace): Trace => {
        const why = trace.fate === 'carried' ? left.get(`${trace.line} ${trace.text}`) : undefined
        return why === undefined ? trace : { ...trace, fate: 'left', why }
      })
      .sort((a, b) => a.line - b.line),
    draft: {
      ...draft,
      head: [
        ...draft.head,
        ...notes,
        'Traefik has to share a network with these services: Compose makes their names known on it.',
        ...(needed.length === 0
          ? []
          : [`Pointsman needs the environment variables of the Compose file: ${needed.join(', ')}.`]),
      ],
    },
  }
}

/** What is refused may be a part of what a label said, or hold several. */
function labelsAt(origins: ReadonlyMap<string, Label>, path: Path): readonly Label[] {
  for (let length = path.length; length > 0; length--) {
    const key = path.slice(0, length).join('\n')
    const found = [...origins].filter(([origin]) => origin === key || origin.startsWith(`${key}\n`))
    if (found.length > 0) return found.map(([, label]) => label)
  }
  return []
}

/** One of Traefik's dynamic files as definitions. */
import type { World } from '../../compiler/source.ts'
import type { Imported } from '../imported.ts'
import { createLocator } from '../../compiler/locate.ts'
import { isMapping, type Path } from '../draft.ts'
import { remarkOf, type Trace } from '../trace.ts'
import { readYaml } from '../readYaml.ts'
import { strangerToTraefik } from '../stranger.ts'
import { draftOf, STANDS_OPEN } from './drafting.ts'
import { inKinds } from './kinds.ts'

const ROOTS = ['http', 'tcp', 'udp', 'tls']

/** `file` is how remarks call it. */
export function importTraefik(text: string, file: string, world: World): Imported {
  const locator = createLocator(file, text)
  const lineOf = (path: Path) => locator.locate(0, path, 'key').place.line
  const read = readYaml(text, file)
  if ('problem' in read) return read
  const { tree } = read
  if (!Object.keys(tree).some((key) => ROOTS.includes(key)))
    return strangerToTraefik(tree, (key) => lineOf([key]))
  const config = inKinds(Object.fromEntries(Object.entries(tree).filter(([key]) => ROOTS.includes(key))))
  if (!isMapping(config)) return { problem: 'It holds no mapping.', line: 1 }
  const unknown = Object.keys(tree)
    .filter((key) => !ROOTS.includes(key))
    .map((key): Trace => ({ line: lineOf([key]), text: key, fate: 'left', why: NO_ROOT }))
  const remarks = unknown.map((trace) => ({ within: [], lines: [remarkOf(file, trace)] }))
  const { draft, gone, closed } = draftOf(config, file, (path) => `${file}:${lineOf(path)}:`, remarks, world)
  const left = gone.map(({ path, message }): Trace => ({
    line: lineOf(path),
    text: path.findLast((step) => typeof step === 'string') ?? '',
    fate: 'left',
    why: message,
  }))
  const whole = gone.map(({ path }) => path.join('.'))
  const open = closed.map((path) => path.join('.'))
  const objects = tracesOf(config, lineOf).flatMap((trace): Trace[] => {
    if (open.includes(trace.text)) return [{ ...trace, fate: 'left', why: STANDS_OPEN }]
    return whole.includes(trace.text) ? [] : [trace]
  })
  return { world, draft, traces: [...unknown, ...left, ...objects] }
}

const NO_ROOT = 'Traefik takes no such key at the top of a dynamic file.'

/** An object each: it is a service now, or stands as it was. */
function tracesOf(
  config: Readonly<Record<string, unknown>>,
  lineOf: (path: Path) => number,
): readonly Trace[] {
  return Object.entries(config).flatMap(([root, sections]) =>
    Object.entries(isMapping(sections) ? sections : {}).flatMap(([section, objects]) =>
      Object.keys(isMapping(objects) ? objects : { '': objects }).map((name): Trace => {
        const path = [root, section, ...(name === '' ? [] : [name])]
        return { line: lineOf(path), text: path.join('.'), fate: 'carried', why: '' }
      }),
    ),
  )
}

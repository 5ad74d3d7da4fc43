/** One of Traefik's dynamic files as definitions. */
import type { World } from '../../compiler/source.ts'
import type { Imported } from '../imported.ts'
import { createLocator } from '../../compiler/locate.ts'
import { isMapping, without, type Draft, type Path } from '../draft.ts'
import { settle } from '../settle.ts'
import type { Trace } from '../trace.ts'
import { convert, definitionOf } from './convert.ts'
import { divided } from './divided.ts'
import { readYaml } from '../readYaml.ts'
import { inKinds } from './kinds.ts'
import { escapedNative } from './escapedNative.ts'

const ROOTS = ['http', 'tcp', 'udp', 'tls']

/** `file` is how remarks call it. */
export function importTraefik(text: string, file: string, world: World): Imported {
  const locator = createLocator(file, text)
  const lineOf = (path: Path) => locator.locate(0, path, 'key').place.line
  const read = readYaml(text, file)
  if ('problem' in read) return read
  const { tree } = read
  const config = inKinds(Object.fromEntries(Object.entries(tree).filter(([key]) => ROOTS.includes(key))))
  if (!isMapping(config)) return { problem: 'It holds no mapping.', line: 1 }
  const others = Object.keys(tree).filter((key) => !ROOTS.includes(key))
  const remarks = others.map((key) => ({
    within: [],
    lines: [`${file}:${lineOf([key])}: ${key} -- Traefik takes no such key at the top of a dynamic file.`],
  }))
  return {
    world,
    draft: draftOf(config, file, lineOf, remarks, world),
    traces: [
      ...others.map((key): Trace => ({
        line: lineOf([key]),
        text: key,
        fate: 'left',
        why: 'Traefik takes no such key.',
      })),
      ...tracesOf(config, lineOf),
    ],
  }
}

/** What Traefik itself would refuse is taken out first, with a remark; the rest is said as shortly as it can be. */
export function draftOf(
  config: Readonly<Record<string, unknown>>,
  file: string,
  lineOf: (path: Path) => number,
  remarks: Draft['remarks'],
  world: World,
): Draft {
  const native = { head: [], definition: escapedNative(config) as Draft['definition'], remarks: [] }
  const settled = settle(native, world, (path) => `${file}:${lineOf(path)}`)
  const served = settled.refused.reduce<unknown>((left, { path }) => without(left, path), config)
  const converted = convert(isMapping(served) ? divided(served) : {}, world)
  const shortened = Object.keys(converted.services).length > 0
  return {
    head: [
      `From ${file}, by \`pointsman import\`.`,
      ...(shortened
        ? [
            'WebSocket handshakes over HTTPS now reach upstreams with `X-Forwarded-Proto: https`, where Traefik says `wss`.',
          ]
        : []),
    ],
    definition: definitionOf(converted),
    remarks: [...remarks, ...settled.draft.remarks.map(({ lines }) => ({ within: [], lines }))],
  }
}

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

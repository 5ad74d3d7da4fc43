/** A difference for people: the sign stands in the first column, so that it is coloured as a `diff` in Markdown too. */
import { createStyle } from '../../diagnostics/style.ts'
import {
  changesOf,
  type Change,
  type FieldDifference,
  type ServiceDifference,
} from '../../provider/difference.ts'
import { visible } from '../../diagnostics/visible.ts'
import { changeLine } from '../log.ts'

const SIGN: Readonly<Record<Change, string>> = { added: '+', changed: ' ', removed: '-' }

/** `tellValue` may say in words what a long value is. Ends with a line break. */
export function prettyDifference(
  difference: readonly ServiceDifference[],
  {
    color,
    tellValue,
  }: { readonly color: boolean; readonly tellValue: (value: unknown) => string | undefined },
): string {
  const style = createStyle(color)
  const paint: Readonly<Record<string, (line: string) => string>> = { '+': style.green, '-': style.red }
  const show = (value: unknown): string => tellValue(value) ?? shown(value)
  const lines = difference.flatMap(({ service, change, objects }) => [
    `${SIGN[change]} ${service ?? SHARED}`,
    ...objects.flatMap((object) => [
      `${SIGN[object.change]}   ${kindOf(object.section)} ${object.name}`,
      ...object.fields.flatMap((field) => fieldLines(field, show)),
    ]),
    '',
  ])
  const summary = changeLine(changesOf(difference))
  return [
    ...lines.map((line) => {
      const isService = /^. \S/.test(line)
      return (paint[line.charAt(0)] ?? ((text: string) => text))(isService ? style.bold(line) : line)
    }),
    summary === '' ? 'Only what is shared is different.' : summary,
    '',
  ].join('\n')
}

const SHARED = "(shared, or in Traefik's own words)"

function fieldLines(
  { path, ...sides }: FieldDifference,
  show: (value: unknown) => string,
): readonly string[] {
  const name = path === '' ? '' : `${path}: `
  return [
    ...('before' in sides ? [`-     ${name}${show(sides.before)}`] : []),
    ...('after' in sides ? [`+     ${name}${show(sides.after)}`] : []),
  ]
}

/** `http.routers` is `router`, `tcp.services` is `tcp service`. */
function kindOf(section: string): string {
  const [root = '', key = ''] = section.split('.')
  const one = key === 'serversTransports' ? 'transport' : key.replace(/s$/, '')
  return root === 'http' ? one : `${root} ${one}`
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '(none)' : value.map(shown).join(', ')
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const one = visible(text)
  return one.length > WIDTH ? `${one.slice(0, WIDTH - 1)}…` : one
}

const WIDTH = 300

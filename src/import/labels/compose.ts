/** The labels of a Compose service, and what else of it Traefik would look at. */
import { textOf } from '../textOf.ts'
import { isMapping, type Path } from '../draft.ts'
import { withVariables } from './variables.ts'

export interface Label {
  readonly key: string
  /** Without the escapes of Compose. */
  readonly value: string
  readonly line: number
  /** As it is written. */
  readonly text: string
}

type Mapping = Readonly<Record<string, unknown>>

/** Those of Traefik; `deploy.labels` are Swarm's. */
export function labelsOf(name: string, service: Mapping, lineAt: (path: Path) => number): readonly Label[] {
  const deploy = isMapping(service['deploy']) ? service['deploy']['labels'] : undefined
  const path = ['services', name]
  return [
    ...read(service['labels'], (step) => lineAt([...path, 'labels', step])),
    ...read(deploy, (step) => lineAt([...path, 'deploy', 'labels', step])),
  ]
}

function read(labels: unknown, lineAt: (step: string | number) => number): readonly Label[] {
  const written = Array.isArray(labels)
    ? labels.map((label, index) => {
        const text = String(label)
        const equals = text.indexOf('=')
        return {
          key: equals < 0 ? text : text.slice(0, equals),
          value: equals < 0 ? '' : text.slice(equals + 1),
          line: lineAt(index),
          text,
        }
      })
    : Object.entries(isMapping(labels) ? labels : {}).map(([key, value]) => ({
        key,
        value: textOf(value ?? ''),
        line: lineAt(key),
        text: `${key}: ${textOf(value ?? '')}`,
      }))
  return written
    .filter(({ key }) => /^traefik\./i.test(key))
    .map((label) => ({ ...label, key: withVariables(label.key), value: withVariables(label.value) }))
}

/** The lowest port inside of the container that the file names: Traefik takes it when no label says one. */
export function portOf(service: Mapping): number | undefined {
  const ports = [service['ports'], service['expose']].flatMap((list) =>
    Array.isArray(list) ? (list as unknown[]) : [],
  )
  const targets = ports.flatMap((port) => {
    const target = isMapping(port)
      ? port['target']
      : String(port)
          .replace(/\/\w+$/, '')
          .split(':')
          .at(-1)
    const number = Number(textOf(target ?? '').split('-')[0])
    return Number.isInteger(number) && number > 0 ? [number] : []
  })
  return targets.length === 0 ? undefined : Math.min(...targets)
}

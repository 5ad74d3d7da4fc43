/** Takes out of a draft what the compiler does not accept: what is written always compiles. */
import { createCompiler } from '../compiler/compile.ts'
import type { World } from '../compiler/source.ts'
import {
  isMapping,
  SWITCHED_OFF,
  switchedOff,
  valueAt,
  without,
  type Draft,
  type Path,
  type Remark,
} from './draft.ts'
import { write, type Written } from './write.ts'

export interface Settled {
  readonly draft: Draft
  /** What was taken out, in this order: remarks say it. */
  readonly refused: readonly { readonly path: Path; readonly message: string }[]
}

/**
 * `originOf` says where something was written before it was imported, `site.conf:12:`. With it parts of Traefik's own
 * objects are taken out one by one, and who calls sees to it that nothing is served without them.
 */
export function settle(draft: Draft, world: World, originOf?: (path: Path) => string): Settled {
  const refused: { path: Path; message: string }[] = []
  let { head, definition, remarks } = draft
  for (;;) {
    // Every value on a line of its own, so that a line says which it is.
    const { text, paths } = write({ head: [], definition, remarks: [] }, 'blocks')
    const { diagnostics } = createCompiler()([{ path: FILE, text, changed: 0 }], world)
    const error = diagnostics.find(({ severity }) => severity === 'error')
    if (error === undefined) return { draft: { head, definition, remarks }, refused }
    const found = nearest(paths, error.place.line)
    if (found === undefined) throw new Error(`What was imported does not compile: ${error.message}`)
    const path = originOf === undefined ? wholeObject(found) : found
    refused.push({ path, message: error.message })
    remarks = [...moved(remarks, path), remarkOn(path, valueAt(definition, path), error.message, originOf)]
    const left = withRoots(without(definition, path))
    definition = protects(definition, path) ? withoutService(left, path) : left
    if (definition !== left) head = [...new Set([...head, SWITCHED_OFF])]
  }
}

/** Half of a provider of sign-in, of a middleware or of a router lets in others than the whole. */
function wholeObject(path: Path): Path {
  if (path[0] === 'auth') return path.slice(0, 2)
  return ['routers', 'middlewares', 'options'].includes(String(path[1])) ? path.slice(0, 3) : path
}

const PROTECTING = [
  'allow',
  'auth',
  'clientCa',
  'concurrency',
  'deny',
  'entryPoint',
  'headers',
  'https',
  'match',
  'maxBody',
  'middlewares',
  'options',
  'rateLimit',
  'tls',
  'traefik',
  'upstreamTls',
]

/** Something that keeps clients out of a service, or a route in which something does. */
function protects(definition: unknown, path: Path): boolean {
  if (path[0] !== 'services' || path.length < 3) return false
  const route = path[2] === 'routes' ? valueAt(definition, path.slice(0, 4)) : undefined
  const keys = [...path.slice(2), ...(isMapping(route) ? Object.keys(route) : [])]
  return keys.some((step) => PROTECTING.includes(String(step)))
}

/** Without what protects it a service is not served at all. */
function withoutService(definition: Draft['definition'], [root = '', name = '']: Path): Draft['definition'] {
  const services = definition[root]
  const keys = isMapping(services) ? services[name] : undefined
  if (!isMapping(services) || !isMapping(keys)) return definition
  return { ...definition, [root]: { ...services, [name]: switchedOff(keys) } }
}

const FILE = 'imported.yaml'

function nearest(paths: Written['paths'], line: number): Path | undefined {
  return paths.slice(0, line).findLast((path) => path !== undefined)
}

/** Remarks inside of what goes stand where it stood; in a list, those behind it follow their item. */
function moved(remarks: readonly Remark[], gone: Path): readonly Remark[] {
  const last = gone.length - 1
  const place = gone[last]
  return remarks.map((remark) => {
    const { within } = remark
    const step = within[last]
    if (!gone.slice(0, -1).every((above, index) => within[index] === above)) return remark
    if (step === place) return { ...remark, within: gone.length <= 2 ? [] : gone.slice(0, 2) }
    if (typeof step !== 'number' || typeof place !== 'number' || step < place) return remark
    return { ...remark, within: [...within.slice(0, last), step - 1, ...within.slice(last + 1)] }
  })
}

function remarkOn(
  path: Path,
  value: unknown,
  message: string,
  originOf: ((path: Path) => string) | undefined,
): Remark {
  const key = path.findLast((step) => typeof step === 'string') ?? ''
  const { text } = write({ head: [], definition: { [key]: value }, remarks: [] })
  const origin = originOf === undefined ? '' : `${originOf(path)} `
  return {
    within: path.length <= 2 ? [] : path.slice(0, 2),
    lines: [
      `${origin}left out, for it would be refused: ${message}`,
      ...text
        .trimEnd()
        .split('\n')
        .map((line) => `  ${line}`),
    ],
  }
}

function withRoots(definition: unknown): Readonly<Record<string, unknown>> {
  return (definition ?? { services: {} }) as Readonly<Record<string, unknown>>
}

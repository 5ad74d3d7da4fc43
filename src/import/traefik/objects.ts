/** The objects of a configuration in Traefik's own words, and which of them name which. */
import { isMapping } from '../draft.ts'
import { bare, listOf } from './behaviour.ts'

type Mapping = Readonly<Record<string, unknown>>

/** `http.middlewares secure` */
export type ObjectName = string

const SECTIONS = ['routers', 'services', 'middlewares', 'serversTransports'] as const

export function nameOf(section: string, name: string): ObjectName {
  return `${section} ${bare(name)}`
}

/** Every object below `http` and the TLS options, with what it names. */
export function objectsOf(config: Mapping): ReadonlyMap<ObjectName, Mapping> {
  const objects = new Map<ObjectName, Mapping>()
  for (const section of SECTIONS) {
    for (const [name, object] of Object.entries(below(below(config, 'http'), section)))
      if (isMapping(object)) objects.set(nameOf(section, name), object)
  }
  for (const [name, object] of Object.entries(below(below(config, 'tls'), 'options')))
    if (isMapping(object)) objects.set(nameOf('options', name), object)
  return objects
}

/** All that is needed by `names`, themselves too. */
export function reachable(
  objects: ReadonlyMap<ObjectName, Mapping>,
  names: Iterable<ObjectName>,
): ReadonlySet<ObjectName> {
  const found = new Set<ObjectName>()
  const open = [...names]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const object = objects.get(name)
    if (object === undefined || found.has(name)) continue
    found.add(name)
    open.push(...named(object))
  }
  return found
}

/** Wherever it stands, a key says of what kind the name behind it is. */
function named(value: unknown): readonly ObjectName[] {
  if (Array.isArray(value)) return value.flatMap(named)
  if (!isMapping(value)) return []
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === 'middlewares') return listOf(item).map((name) => nameOf('middlewares', name))
    if (key === 'serversTransport') return [nameOf('serversTransports', String(item))]
    if (key === 'parentRefs') return listOf(item).map((name) => nameOf('routers', name))
    if (key === 'options' && typeof item === 'string') return [nameOf('options', item)]
    if ((key === 'service' || key === 'fallback' || key === 'name') && typeof item === 'string')
      return [nameOf('services', item)]
    return named(item)
  })
}

/** The configuration with only those objects of `http` and of the TLS options that are kept; everything else stays. */
export function keeping(config: Mapping, kept: (name: ObjectName) => boolean): Mapping {
  const filtered = (section: string, objects: unknown): unknown => {
    const some = Object.entries(isMapping(objects) ? objects : {}).filter(([name]) =>
      kept(nameOf(section, name)),
    )
    return some.length === 0 ? undefined : Object.fromEntries(some)
  }
  const http = Object.fromEntries(
    Object.entries(below(config, 'http')).map(([section, objects]) =>
      isSection(section) ? [section, filtered(section, objects)] : [section, objects],
    ),
  )
  const tls = { ...below(config, 'tls'), options: filtered('options', below(config, 'tls')['options']) }
  return present({ ...config, http: present(http), tls: present(tls) }) ?? {}
}

function isSection(text: string): boolean {
  return SECTIONS.some((section) => section === text)
}

/** Without what is empty; nothing when that is all. */
function present(mapping: Mapping): Mapping | undefined {
  const kept = Object.entries(mapping).filter(([, value]) => value !== undefined)
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}

export function below(value: unknown, key: string): Mapping {
  const found = isMapping(value) ? value[key] : undefined
  return isMapping(found) ? found : {}
}

/** The difference between two configurations, as data: by service, then by object, then by field. */
import { createHash } from 'node:crypto'
import { LISTS, type Sections, type TraefikObject } from '../traefik/objects.ts'
import { shownValue } from '../traefik/secrets.ts'
import type { Changes } from './changes.ts'

export type Change = 'added' | 'changed' | 'removed'

export interface ServiceDifference {
  /** Absent for what several share, and what is written in Traefik's own words. */
  readonly service: string | undefined
  readonly change: Change
  readonly objects: readonly ObjectDifference[]
}

export interface ObjectDifference {
  /** `http.routers` */
  readonly section: string
  readonly name: string
  readonly change: Change
  readonly fields: readonly FieldDifference[]
}

/** `before` is absent when it was added, `after` when it was removed. A secret is hidden on both sides. */
export interface FieldDifference {
  /** `loadBalancer.servers[0].url` */
  readonly path: string
  readonly before?: unknown
  readonly after?: unknown
}

export interface Side {
  readonly sections: Sections
  /** Names of the services that are known to be in it. */
  readonly services: Iterable<string>
}

/** Sorted by service, what is shared at the end. Empty when both are the same. */
export function differenceBetween(before: Side, after: Side): readonly ServiceDifference[] {
  const owner = createOwner(before, after)
  const objects = [...pairsOf(before.sections, after.sections)].flatMap(([, [old, now]]) => {
    const difference = objectDifference(old, now)
    return difference === undefined ? [] : [difference]
  })
  const was = countByOwner(before.sections, owner)
  const is = countByOwner(after.sections, owner)
  const groups = new Map<string | undefined, ObjectDifference[]>()
  for (const object of objects) {
    const service = owner(object.name)
    groups.set(service, [...(groups.get(service) ?? []), object])
  }
  return [...groups]
    .map(([service, own]): ServiceDifference => {
      const change = !was.has(service) ? 'added' : !is.has(service) ? 'removed' : 'changed'
      return { service, change: service === undefined ? 'changed' : change, objects: own.sort(byObject) }
    })
    .sort((a, b) => compare(a.service ?? '\uffff', b.service ?? '\uffff'))
}

/** The same as one line tells it: names of services. */
export function changesOf(difference: readonly ServiceDifference[]): Changes {
  const named = (change: Change): readonly string[] =>
    difference.flatMap((one) => (one.change === change && one.service !== undefined ? [one.service] : []))
  return { added: named('added'), changed: named('changed'), removed: named('removed') }
}

function* pairsOf(
  before: Sections,
  after: Sections,
): Generator<[string, [TraefikObject | undefined, TraefikObject | undefined]]> {
  for (const section of new Set([...before.keys(), ...after.keys()])) {
    const old = byNameOf(before.get(section))
    const now = byNameOf(after.get(section))
    for (const name of new Set([...old.keys(), ...now.keys()]))
      yield [section, [old.get(name), now.get(name)]]
  }
}

function byNameOf(objects: readonly TraefikObject[] = []): ReadonlyMap<string, TraefikObject> {
  return new Map(objects.map((object) => [object.name, object]))
}

function objectDifference(
  before: TraefikObject | undefined,
  after: TraefikObject | undefined,
): ObjectDifference | undefined {
  const object = after ?? before
  if (object === undefined) return undefined
  const [old, now] = [leavesOf(before?.value), leavesOf(after?.value)]
  const fields = [...new Set([...old.keys(), ...now.keys()])].sort(compare).flatMap((path) => {
    const [was, is] = [old.get(path), now.get(path)]
    return JSON.stringify(was?.value) === JSON.stringify(is?.value) ? [] : [fieldDifference(path, was, is)]
  })
  if (before !== undefined && after !== undefined && fields.length === 0) return undefined
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  return { section: object.section, name: nameOf(object), change, fields }
}

interface Leaf {
  readonly value: unknown
  readonly shown: unknown
}

function fieldDifference(path: string, was: Leaf | undefined, is: Leaf | undefined): FieldDifference {
  return {
    path,
    ...(was === undefined ? {} : { before: was.shown }),
    ...(is === undefined ? {} : { after: is.shown }),
  }
}

/** Lists of texts and numbers are one value: their order matters, and they are read as one. */
function leavesOf(value: unknown): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  const walk = (item: unknown, path: readonly (string | number)[]): void => {
    const isPlain = typeof item !== 'object' || item === null
    const isFlat = Array.isArray(item) && item.every((one) => typeof one !== 'object' || one === null)
    const entries = isPlain || isFlat ? [] : Object.entries(item)
    if (entries.length === 0) {
      if (item !== undefined) leaves.set(written(path), { value: item, shown: shownValue(path, item) })
      return
    }
    for (const [key, part] of entries) walk(part, [...path, Array.isArray(item) ? Number(key) : key])
  }
  walk(value, [])
  return leaves
}

function written(path: readonly (string | number)[]): string {
  return path
    .map((segment, index) =>
      typeof segment === 'number' ? `[${segment}]` : index === 0 ? segment : `.${segment}`,
    )
    .join('')
}

/** What stands in a list has no name: a certificate is called by its content, and its key is not in it. */
function nameOf({ section, name, value }: TraefikObject): string {
  if (!LISTS.has(section)) return name
  const file = typeof value === 'object' && value !== null && 'certFile' in value ? value.certFile : value
  return createHash('sha256').update(String(file)).digest('hex').slice(0, 12)
}

type Owner = (name: string) => string | undefined

/**
 * Objects of a service bear its name: `shop`, `shop-http`, `shop-route-admin`; of two services that fit it is the longer one.
 * Where nobody knows the services of a side, a router or service stands for itself and for all that begins with its name.
 */
function createOwner(before: Side, after: Side): Owner {
  const services = new Set([...before.services, ...after.services])
  const known: Owner = (name) => stemsOf(name).findLast((stem) => services.has(stem))
  const guesses = new Set(
    [before, after].flatMap(({ sections }) =>
      [...sections]
        .filter(([section]) => /\.(?:routers|services)$/.test(section))
        .flatMap(([, objects]) => objects.map(({ name }) => name)),
    ),
  )
  return (name) => known(name) ?? stemsOf(name).find((stem) => guesses.has(stem) && known(stem) === undefined)
}

/** `a-b-c` begins with `a`, `a-b` and `a-b-c`. */
function stemsOf(name: string): readonly string[] {
  return [...name.matchAll(/(?=-|$)/g)].map(({ index }) => name.slice(0, index))
}

function countByOwner(sections: Sections, owner: Owner): ReadonlySet<string | undefined> {
  return new Set([...sections.values()].flatMap((objects) => objects.map(({ name }) => owner(name))))
}

function byObject(a: ObjectDifference, b: ObjectDifference): number {
  return order(a.section) - order(b.section) || compare(a.section, b.section) || compare(a.name, b.name)
}

/** Routers first: that is where a request comes in. */
function order(section: string): number {
  const at = ['routers', 'middlewares', 'services', 'serversTransports'].indexOf(section.split('.')[1] ?? '')
  return at < 0 ? 9 : at
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

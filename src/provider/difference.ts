/** The difference between two configurations, as data: by service, then by object, then by field. */
import { createHash } from 'node:crypto'
import { isSharedRouter } from '../compiler/redirectGroups.ts'
import { LISTS, type Sections, type TraefikObject } from '../traefik/objects.ts'
import { shownValue } from '../traefik/secrets.ts'
import type { Changes } from './changes.ts'
import { createOwner, type Owner } from './objectOwner.ts'
import { isShare, withShares } from './sharedRouters.ts'

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
export function differenceBetween(
  ...sides: readonly [before: Side, after: Side]
): readonly ServiceDifference[] {
  const [before, after] = [withShares(sides[0].sections), withShares(sides[1].sections)]
  const owner = createOwner([before, after], new Set(sides.flatMap(({ services }) => [...services])))
  const was = countByOwner(before, owner)
  const is = countByOwner(after, owner)
  const groups = new Map<string | undefined, ObjectDifference[]>()
  for (const [old, now] of pairsOf(before, after)) {
    const difference = objectDifference(old, now)
    const object = now ?? old
    if (difference === undefined || object === undefined) continue
    const service = owner(object)
    const own = groups.get(service) ?? []
    groups.set(service, isShare(object) ? withShare(own, difference) : [...own, difference])
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
): Generator<[TraefikObject | undefined, TraefikObject | undefined]> {
  for (const section of new Set([...before.keys(), ...after.keys()])) {
    const old = byNameOf(before.get(section))
    const now = byNameOf(after.get(section))
    for (const name of new Set([...old.keys(), ...now.keys()])) yield [old.get(name), now.get(name)]
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
  const { section } = object
  // A router of many goes on without a share; only its rule is another.
  if (isShare(object) && (before === undefined || after === undefined))
    return {
      section,
      name: object.router,
      change: 'changed',
      fields: fields.filter(({ path }) => path === 'rule'),
    }
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  return { section, name: nameOf(object), change, fields }
}

/** The shares of a service in one router are told together. */
function withShare(differences: readonly ObjectDifference[], share: ObjectDifference): ObjectDifference[] {
  const { section, name } = share
  const index = differences.findIndex((one) => one.section === section && one.name === name)
  const known = differences[index]
  return known === undefined
    ? [...differences, share]
    : differences.with(index, { ...known, fields: [...known.fields, ...share.fields] })
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
function nameOf(object: TraefikObject): string {
  const { section, name, value } = object
  if (isShare(object)) return object.router
  if (!LISTS.has(section)) return name
  const file = typeof value === 'object' && value !== null && 'certFile' in value ? value.certFile : value
  return createHash('sha256').update(String(file)).digest('hex').slice(0, 12)
}

function countByOwner(sections: Sections, owner: Owner): ReadonlySet<string | undefined> {
  return new Set([...sections.values()].flatMap((objects) => objects.map(owner)))
}

function byObject(a: ObjectDifference, b: ObjectDifference): number {
  return order(a.section) - order(b.section) || compare(standing(a), standing(b))
}

/** Those of many last. */
function standing({ section, name }: ObjectDifference): string {
  return `${section} ${isSharedRouter(name) ? 1 : 0} ${name}`
}

/** Routers first: that is where a request comes in. */
function order(section: string): number {
  const at = ['routers', 'middlewares', 'services', 'serversTransports'].indexOf(section.split('.')[1] ?? '')
  return at < 0 ? 9 : at
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Divides rules of one priority among routers: an edit touches the one that its rule stands in. */
import type { TraefikObject } from '../traefik/objects.ts'
import { isSameValue } from '../traefik/sameValue.ts'
import { byRank, type Change } from './change.ts'
import { numberOf } from './fingerprint.ts'
import type { Redirect } from './fragment.ts'
import type { Source } from './merge.ts'
import type { RankedPart } from './parts.ts'
import { priorityOf } from './translate/priority.ts'
import { HTTPS_REDIRECT, NOTHING } from './translate/routers.ts'

/** Which rule stands in which router depends on the rule and on how many there are, and not on what was there before. */
export interface RedirectGroups {
  /** Several may hold one rule. */
  add(rule: string, holder: RankedPart): void
  remove(rule: string, holder: RankedPart): void
  /** What came of it since the last time. */
  settle(): Change<Source>
  isEmpty(): boolean
  /** Of the router that it stands in. */
  nameOf(rule: string): string
}

/**
 * Rules in one router, on average at most. In Traefik 3.7.9 with 5,000 hosts, from 32 to 512 were live equally soon, and a
 * request took as long as with a router each; with all in one it took a tenth more.
 */
const SIZE = 64

interface Group {
  readonly rules: Set<string>
  source: Source | undefined
}

/** `like`: any one of its redirects. */
export function createRedirectGroups(like: Redirect): RedirectGroups {
  // Nearly every rule has one.
  const holders = new Map<string, RankedPart[]>()
  const touched = new Set<string>()
  let groups: readonly Group[] = []

  return {
    add(rule, holder) {
      const known = holders.get(rule)
      if (known === undefined) holders.set(rule, [holder])
      else known.push(holder)
      touched.add(rule)
    },
    remove(rule, holder) {
      const others = (holders.get(rule) ?? []).filter((one) => one !== holder)
      if (others.length === 0) holders.delete(rule)
      else holders.set(rule, others)
      touched.add(rule)
    },
    settle() {
      const went: Source[] = []
      const count = countFor(holders.size)
      if (count !== groups.length) {
        went.push(...groups.flatMap(({ source }) => source ?? []))
        groups = Array.from({ length: count }, () => ({ rules: new Set<string>(), source: undefined }))
        for (const rule of holders.keys()) touched.add(rule)
      }
      const indexes = new Set<number>()
      for (const rule of touched) {
        const index = indexOf(rule, count)
        const rules = groups[index]?.rules
        if (holders.has(rule)) rules?.add(rule)
        else rules?.delete(rule)
        indexes.add(index)
      }
      touched.clear()
      const came: Source[] = []
      for (const index of indexes) {
        const group = groups[index]
        if (group === undefined) continue
        if (group.source !== undefined) went.push(group.source)
        group.source = sourceOf(group, nameOf(like, index, count))
        if (group.source !== undefined) came.push(group.source)
      }
      return { came, went }
    },
    isEmpty: () => holders.size === 0,
    nameOf: (rule) => nameOf(like, indexOf(rule, groups.length), groups.length),
  }

  function sourceOf({ rules, source }: Group, name: string): Source | undefined {
    const sorted = [...rules].sort()
    const parts = sorted.flatMap((rule) => holders.get(rule) ?? [])
    if (parts.length === 0) return undefined
    const first = parts.reduce((before, part) => (byRank(part, before) < 0 ? part : before))
    const made = redirectRouter(name, like, sorted)
    const before = source?.part.objects[0]
    // What is served stays the same object as long as nothing about it is another.
    const object = before !== undefined && isSameValue(before.value, made.value) ? before : made
    return {
      part: { service: first.part.service, objects: [object], locate: () => first.part.place() },
      // Ours before anybody's: who takes its name is told so, and not the services.
      rank: { ...first.rank, changed: Number.MIN_SAFE_INTEGER },
    }
  }
}

export function redirectRouter(
  name: string,
  { entryPoints, priority }: Redirect,
  rules: readonly string[],
): TraefikObject {
  const rule = rules.map((one) => (rules.length > 1 && one.includes(' && ') ? `(${one})` : one)).join(' || ')
  const middlewares = [HTTPS_REDIRECT]
  const value = { entryPoints: [...entryPoints], middlewares, priority, rule, service: NOTHING }
  return { section: 'http.routers', name, value }
}

/** A power of two: of twice as many groups, each holds a half of one of before. */
function countFor(rules: number): number {
  return rules === 0 ? 0 : 2 ** Math.max(0, Math.ceil(Math.log2(rules / SIZE)))
}

function indexOf(rule: string, count: number): number {
  return numberOf(rule) % count
}

/** What the names of all begin with. */
const SHARED_REDIRECT = 'redirect:https'

/** Whether a router of this name is one of many services. */
export function isSharedRouter(name: string): boolean {
  return name === SHARED_REDIRECT || name.startsWith(`${SHARED_REDIRECT}:`)
}

/** `redirect:https:on:lan-web:3of8`. No service makes a router of such a name, for its own has no colon. */
function nameOf({ entryPoints, isUsual, priority }: Redirect, index: number, count: number): string {
  const where = isUsual ? '' : `:on:${entryPoints.join('+')}`
  const kind = KINDS.get(priority) ?? `:priority-${priority}`
  return `${SHARED_REDIRECT}${where}${kind}${count > 1 ? `:${index + 1}of${count}` : ''}`
}

/** The common ones, by what they hold. */
const KINDS: ReadonlyMap<number, string> = new Map([
  [priorityOf({ given: 0, host: 2, path: 0, matchers: 0, order: 0 }), ''],
  [priorityOf({ given: 0, host: 1, path: 0, matchers: 0, order: 0 }), ':wildcards'],
])

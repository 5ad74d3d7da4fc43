/** Which Traefik a configuration needs, and for which of its fields. */
import { entriesOf } from './entries.ts'
import { canonicalKey, typeOf, typeOfSection, type FieldType } from './field.ts'
import { LISTS, pathOf, type TraefikObject } from './objects.ts'
import { compareVersions } from './version.ts'

export interface Need {
  /** `3.6.9`: the first version that does this. */
  readonly since: string
  /** The field, with `*` for names: `http.services.*.loadBalancer.strategy`; or what it does. */
  readonly what: string
  /** From the root of the configuration. */
  readonly path: readonly (string | number)[]
}

/** What every Traefik 3 does. */
export const OLDEST = '3.0'
/** The first that is newer than what the schema was made from. */
const NEXT = '3.8'

/** Its fields were checked. */
export function needsOf(object: TraefikObject): readonly Need[] {
  const type = typeOfSection(object.section)
  if (type === undefined || !mayNeed(type)) return NONE
  const walk: Walk = { object, path: [], shown: [], found: [] }
  visit(walk, object.value, type)
  return walk.found
}

const NONE: readonly Need[] = []

/** The newest of them. */
export function newestOf(needs: readonly { readonly since: string }[]): string {
  return needs.reduce((newest, { since }) => (compareVersions(since, newest) > 0 ? since : newest), OLDEST)
}

/** Too new for this Traefik; nobody said which: too new for every one that there is. */
export function isTooNew(since: string, version: string | undefined): boolean {
  return compareVersions(since, version ?? NEXT) >= (version === undefined ? 0 : 1)
}

/** `v3.6.9` is `3.6.9`; what no release has is in the one after the newest. */
export function sinceOf(written: string | undefined): string | undefined {
  if (written === undefined) return undefined
  if (!written.startsWith('v')) return NEXT
  const text = written.slice(1).replace(/\.0$/, '')
  return text === OLDEST ? undefined : text
}

interface Walk {
  readonly object: TraefikObject
  /** Where in the object the walk stands: one array for all of it, copied when something is found. */
  readonly path: (string | number)[]
  readonly shown: string[]
  readonly found: Need[]
}

function visit(walk: Walk, value: unknown, type: FieldType): void {
  if (!mayNeed(type)) return
  if (type.kind === 'list') {
    for (const [index, item] of (Array.isArray(value) ? value : []).entries())
      step(walk, index, undefined, item, type.of)
    return
  }
  const entries = entriesOf(value)
  for (const key of Object.keys(entries)) {
    if (type.kind === 'map') step(walk, key, '*', entries[key], type.of)
    else if (type.kind === 'object' && !isOld(type, key)) visitField(walk, key, entries[key], type)
  }
}

function step(
  walk: Walk,
  key: string | number,
  shown: string | undefined,
  value: unknown,
  type: FieldType,
): void {
  walk.path.push(key)
  if (shown !== undefined) walk.shown.push(shown)
  visit(walk, value, type)
  walk.path.pop()
  if (shown !== undefined) walk.shown.pop()
}

function visitField(walk: Walk, key: string, value: unknown, type: ObjectType): void {
  const field = type.fields[canonicalKey(type.fields, key) ?? '']
  if (field === undefined || value === undefined) return
  const since = sinceOf(field.since)
  const add = (need: Omit<Need, 'path'>): void =>
    void walk.found.push({ ...need, path: [...pathOf(walk.object), ...walk.path, key] })
  if (since !== undefined)
    add({ since, what: `\`${[...shownOf(walk.object), ...walk.shown, key].join('.')}\`` })
  for (const need of BEHAVIOURS[`${type.name}.${key}`]?.(value) ?? []) add(need)
  const before = walk.found.length
  step(walk, key, key, value, typeOf(field.type))
  // What stands below a new field is as new, and is no news.
  if (since === undefined) return
  const news = walk.found.splice(before).filter((need) => compareVersions(need.since, since) > 0)
  walk.found.push(...news)
}

function shownOf({ section }: TraefikObject): readonly string[] {
  return [...section.split('.'), ...(LISTS.has(section) ? [] : ['*'])]
}

type ObjectType = Extract<FieldType, { kind: 'object' }>

/** Whether there is anything in it that not every Traefik 3 does: most of what is written has nothing of the kind. */
function mayNeed(type: FieldType): boolean {
  if (type.kind === 'scalar') return false
  if (type.kind !== 'object') return mayNeed(type.of)
  const known = needing.get(type)
  if (known !== undefined) return known
  needing.set(type, true) // Until it is known: a type that holds itself is walked.
  const old = new Set(Object.keys(type.fields).filter((key) => !fieldMayNeed(type, key)))
  const needs = old.size < Object.keys(type.fields).length
  oldFields.set(type, old)
  needing.set(type, needs)
  return needs
}

function fieldMayNeed({ name, fields }: ObjectType, key: string): boolean {
  const field = fields[key]
  if (field === undefined) return false
  return field.since !== undefined || `${name}.${key}` in BEHAVIOURS || mayNeed(typeOf(field.type))
}

/** Spelled as Traefik documents it, and there is nothing in it that not every Traefik 3 does. */
function isOld(type: ObjectType, key: string): boolean {
  return oldFields.get(type)?.has(key) === true
}

const needing = new Map<FieldType, boolean>()
const oldFields = new Map<ObjectType, ReadonlySet<string>>()

type Behaviour = (value: unknown) => readonly { readonly since: string; readonly what: string }[]

/** What an older Traefik accepts as a field, and does something else with. Versions: ../shared/traefik/semantics.md, h. */
const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  'dynamic.Router.rule': wildcardOf('Host'),
  'dynamic.TCPRouter.rule': wildcardOf('HostSNI'),
  'dynamic.ServersLoadBalancer.strategy': (value) =>
    value === 'hrw' || value === 'leasttime' ? [{ since: '3.6', what: `\`strategy: ${value}\`` }] : [],
  'tls.Options.curvePreferences': (value) => {
    const names = Array.isArray(value) ? value.map((name) => String(name).toLowerCase()) : []
    if (names.some((name) => /^secp(256r1mlkem768|384r1mlkem1024)$/.test(name)))
      return [{ since: '3.7.7', what: 'A curve of this name' }]
    return names.includes('x25519mlkem768') ? [{ since: '3.5', what: 'The curve `X25519MLKEM768`' }] : []
  },
}

/** `*.example.com` was a name like any other before, which no request has. A bare star always was a matter of `HostSNI`. */
function wildcardOf(matcher: string): Behaviour {
  const call = new RegExp(`\\b${matcher}\\(\\s*[\`"]\\*(\\.?)`, 'i')
  return (rule) => {
    const found = typeof rule === 'string' ? call.exec(rule) : null
    if (found === null) return []
    if (found[1] === '.') return [{ since: '3.7', what: `A wildcard in \`${matcher}\`` }]
    return matcher === 'Host' ? [{ since: '3.7.7', what: 'The rule ``Host(`*`)``' }] : []
  }
}

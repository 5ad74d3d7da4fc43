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
  const found = type === undefined ? NONE : needsIn(object.value, type)
  return found.length === 0
    ? NONE
    : found.map(({ since, what, names, path }) => ({
        since,
        what: what ?? `\`${[...shownOf(object), ...names].join('.')}\``,
        path: [...pathOf(object), ...path],
      }))
}

/** Most of what is written needs nothing, and costs nothing here. */
const NONE: readonly never[] = []

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

interface Found {
  readonly since: string
  /** Absent: the field itself. */
  readonly what: string | undefined
  /** From the value in which it was found, with `*` for what is called as a person likes. */
  readonly names: readonly string[]
  readonly path: readonly (string | number)[]
}

function needsIn(value: unknown, type: FieldType): readonly Found[] {
  if (!mayNeed(type)) return NONE
  if (type.kind === 'list') {
    if (!Array.isArray(value)) return NONE
    return value.flatMap((item, index) => below([index], [], needsIn(item, type.of)))
  }
  const entries = entriesOf(value)
  let found: readonly Found[] = NONE
  for (const key in entries) {
    const more =
      type.kind === 'map'
        ? below([key], ['*'], needsIn(entries[key], type.of))
        : type.kind === 'object' && !isOld(type, key)
          ? needsOfField(key, entries[key], type)
          : NONE
    if (more.length > 0) found = [...found, ...more]
  }
  return found
}

function needsOfField(key: string, value: unknown, type: ObjectType): readonly Found[] {
  const field = type.fields[canonicalKey(type.fields, key) ?? '']
  if (field === undefined || value === undefined) return NONE
  const since = sinceOf(field.since)
  const own = since === undefined ? NONE : [{ since, what: undefined, names: [], path: [] }]
  const behaviours = BEHAVIOURS[type.name]?.[key]?.(value) ?? NONE
  const inside = needsIn(value, typeOf(field.type))
  if (own.length + behaviours.length + inside.length === 0) return NONE
  return below(
    [key],
    [key],
    [
      ...own,
      ...behaviours.map((need) => ({ ...need, names: [], path: [] })),
      // What stands below a new field is as new, and is no news.
      ...inside.filter((need) => since === undefined || compareVersions(need.since, since) > 0),
    ],
  )
}

function below(
  path: readonly (string | number)[],
  names: readonly string[],
  found: readonly Found[],
): readonly Found[] {
  if (found.length === 0) return NONE
  return found.map((one) => ({ ...one, path: [...path, ...one.path], names: [...names, ...one.names] }))
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
  return field.since !== undefined || BEHAVIOURS[name]?.[key] !== undefined || mayNeed(typeOf(field.type))
}

/** Spelled as Traefik documents it, and there is nothing in it that not every Traefik 3 does. */
function isOld(type: ObjectType, key: string): boolean {
  return oldFields.get(type)?.has(key) === true
}

const needing = new Map<FieldType, boolean>()
const oldFields = new Map<ObjectType, ReadonlySet<string>>()

type Behaviour = (value: unknown) => readonly { readonly since: string; readonly what: string }[]

/** What an older Traefik accepts as a field, and does something else with. Versions: ../shared/traefik/semantics.md, h. */
const BEHAVIOURS: Readonly<Record<string, Readonly<Record<string, Behaviour>>>> = {
  'dynamic.Router': { rule: wildcardOf('Host') },
  'dynamic.TCPRouter': { rule: wildcardOf('HostSNI') },
  'dynamic.ServersLoadBalancer': {
    strategy: (value) =>
      value === 'hrw' || value === 'leasttime' ? [{ since: '3.6', what: `\`strategy: ${value}\`` }] : NONE,
  },
  'tls.Options': {
    curvePreferences: (value) => {
      const names = Array.isArray(value) ? value.map((name) => String(name).toLowerCase()) : []
      if (names.some((name) => /^secp(256r1mlkem768|384r1mlkem1024)$/.test(name)))
        return [{ since: '3.7.7', what: 'A curve of this name' }]
      return names.includes('x25519mlkem768') ? [{ since: '3.5', what: 'The curve `X25519MLKEM768`' }] : NONE
    },
  },
}

/** `*.example.com` was a name like any other before, which no request has. A bare star always was a matter of `HostSNI`. */
function wildcardOf(matcher: string): Behaviour {
  const call = new RegExp(`\\b${matcher}\\(\\s*[\`"]\\*(\\.?)`, 'i')
  return (rule) => {
    const found = typeof rule === 'string' ? call.exec(rule) : null
    if (found === null) return NONE
    if (found[1] === '.') return [{ since: '3.7', what: `A wildcard in \`${matcher}\`` }]
    return matcher === 'Host' ? [{ since: '3.7.7', what: 'The rule ``Host(`*`)``' }] : NONE
  }
}

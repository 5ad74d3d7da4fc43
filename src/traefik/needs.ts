/** Which Traefik a configuration needs, and for which of its fields. */
import { entriesOf } from './entries.ts'
import { canonicalKey, typeOf, type FieldType } from './field.ts'
import { ROOT } from './schema.ts'
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

/** `config` has passed the check of its fields. */
export function needsOf(config: unknown): readonly Need[] {
  const found: Need[] = []
  walk(config, typeOf(ROOT), [], [], (need) => void found.push(need))
  return found
}

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

type Path = readonly (string | number)[]

function walk(
  value: unknown,
  type: FieldType,
  path: Path,
  shown: readonly string[],
  add: (need: Need) => void,
): void {
  if (type.kind === 'list' && Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, type.of, [...path, index], shown, add)
  } else if (type.kind === 'map') {
    for (const [name, item] of Object.entries(entriesOf(value)))
      walk(item, type.of, [...path, name], [...shown, '*'], add)
  } else if (type.kind === 'object') {
    for (const [key, item] of Object.entries(entriesOf(value))) {
      const field = type.fields[canonicalKey(type.fields, key) ?? '']
      if (field === undefined || item === undefined) continue
      const at = [...shown, key]
      const since = sinceOf(field.since)
      const own = since === undefined ? [] : [{ since, what: `\`${at.join('.')}\`` }]
      for (const need of [...own, ...(BEHAVIOURS[`${type.name}.${key}`]?.(item) ?? [])])
        add({ ...need, path: [...path, key] })
      walk(item, typeOf(field.type), [...path, key], at, (need) => {
        // What stands below a new field is as new, and is no news.
        if (since === undefined || compareVersions(need.since, since) > 0) add(need)
      })
    }
  }
}

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

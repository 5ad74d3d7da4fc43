/** The gate: nothing passes that Traefik would refuse, change silently, or die of. */
import { findCircles, findDangers } from './dangers.ts'
import { readDuration } from './duration.ts'
import { entriesOf } from './entries.ts'
import { canonicalKey, typeOf, type Field, type FieldType } from './field.ts'
import { isTooNew, type Need } from './needs.ts'
import { LISTS, type Sections, type TraefikObject } from './objects.ts'
import { ROOT } from './schema.ts'
import type { Violation } from './violation.ts'

/** Nothing is coerced here: what we emit has the kind that Traefik's field has. */
export function admit(config: unknown): readonly Violation[] {
  const violations: Violation[] = []
  const path: (string | number)[] = []
  const refuse = (problem: string): void => void violations.push({ path: [...path], problem })

  check(config, typeOf(ROOT), true)
  if (violations.length === 0) {
    const refuseAt = (at: Violation['path'], problem: string): void =>
      void violations.push({ path: at, problem })
    findDangers(config, refuseAt)
    for (const protocol of ['tcp', 'udp'] as const) {
      const { services } = entriesOf(entriesOf(config)[protocol])
      findCircles([protocol, 'services'], new Map(Object.entries(entriesOf(services))), refuseAt)
    }
  }
  return violations

  function check(value: unknown, type: FieldType, allowEmpty: boolean, field?: Field): void {
    if (value === undefined) return
    if (value === null) return refuse('null is not sent')
    switch (type.kind) {
      case 'scalar':
        return checkScalar(value, type.scalar, field)
      case 'list':
        if (!Array.isArray(value)) return refuse('a list is needed')
        for (const [index, item] of value.entries()) within(index, () => check(item, type.of, false, field))
        return
      case 'map':
        return checkMap(value, type.of, allowEmpty)
      case 'object':
        return checkObject(value, type.fields, allowEmpty)
    }
  }

  function checkMap(value: unknown, of: FieldType, allowEmpty: boolean): void {
    if (!isMapping(value)) return refuse('a mapping is needed')
    const entries = Object.entries(value)
    if (entries.length === 0 && !allowEmpty)
      return refuse('an empty mapping makes Traefik refuse the whole body')
    for (const [key, item] of entries) {
      within(key, () => {
        checkKey(key)
        // `{}` as an entry of a map is accepted by Traefik: TLS options with its defaults, a plugin without settings.
        check(item, of, true)
      })
    }
  }

  function checkObject(value: unknown, fields: Readonly<Record<string, Field>>, allowEmpty: boolean): void {
    if (!isMapping(value)) return refuse('a mapping is needed')
    const entries = Object.entries(value).filter((entry) => entry[1] !== undefined)
    if (entries.length === 0 && !allowEmpty)
      return refuse('an empty mapping makes Traefik refuse the whole body')
    for (const [key, item] of entries) {
      within(key, () => {
        const field = fields[canonicalKey(fields, key) ?? '']
        if (field === undefined) return refuse('Traefik knows no such field')
        check(item, typeOf(field.type), field.allowEmpty === true, field)
      })
    }
  }

  function checkScalar(value: unknown, scalar: string, field: Field | undefined): void {
    if (scalar === 'any') return checkAny(value)
    if (scalar === 'bool') return typeof value === 'boolean' ? undefined : refuse('a boolean is needed')
    if (scalar === 'string' || scalar === 'duration') {
      if (typeof value !== 'string') return refuse('a text is needed')
      if (!value.isWellFormed()) return refuse('a lone surrogate is no text')
      if (scalar === 'duration' && readDuration(value) === undefined) return refuse('a Go duration is needed')
    } else {
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) return refuse('a whole number is needed')
      if (scalar === 'uint32' && (value < 0 || value > 0xffff_ffff))
        return refuse('a number from 0 to 2³²−1 is needed')
    }
    if (field?.enum !== undefined && !field.enum.some((one) => one === value))
      refuse(`one of ${field.enum.join(', ')} is needed`)
  }

  /** The settings of a plugin: anything, but for what makes Traefik's decoder panic. */
  function checkAny(value: unknown): void {
    if (typeof value === 'string')
      return value.isWellFormed() ? undefined : refuse('a lone surrogate is no text')
    if (typeof value === 'number')
      return Number.isFinite(value) && Math.abs(value) < 2 ** 63
        ? undefined
        : refuse('a number beyond 64 bits freezes Traefik')
    if (typeof value !== 'object') return
    for (const [key, item] of Object.entries(value ?? {})) {
      within(key, () => {
        checkKey(key)
        if (item === null) return refuse('null is not sent')
        if (key === '') return refuse('an empty key makes Traefik refuse the whole body')
        if (typeof item === 'object' && Object.keys(item as object).length === 0 && !Array.isArray(item))
          return refuse('an empty mapping makes Traefik refuse the whole body')
        return checkAny(item)
      })
    }
  }

  function checkKey(key: string): void {
    // libyaml's limit for a simple key is 1024 characters as they are written, quotes and escapes too.
    if (JSON.stringify(key).length > 1000) refuse('a name of more than 1000 characters cannot be read')
    else if (!key.isWellFormed()) refuse('a lone surrogate is no text')
  }

  function within(segment: string | number, body: () => void): void {
    path.push(segment)
    body()
    path.pop()
  }
}

/** One object by itself: what Traefik would make of it does not depend on the others, but for `admitTogether`. */
export function admitObject({ section, name, value }: TraefikObject): readonly Violation[] {
  const [root = '', key = ''] = section.split('.')
  return admit({ [root]: { [key]: LISTS.has(section) ? [value] : { [name]: value } } })
}

/** What the Traefik that is served does not know; absent: what none does. */
export function admitVersion(needs: readonly Need[], version: string | undefined): readonly Violation[] {
  return needs
    .filter(({ since }) => isTooNew(since, version))
    .map(({ since, path }) => ({ path, problem: `this needs Traefik ${since}` }))
}

/** What is only seen when all objects that were admitted one by one are looked at together. */
export function admitTogether(sections: Sections): readonly Violation[] {
  const violations: Violation[] = []
  for (const section of ['tcp.services', 'udp.services']) {
    const services = new Map((sections.get(section) ?? []).map(({ name, value }) => [name, value]))
    findCircles(section.split('.'), services, (path, problem) => void violations.push({ path, problem }))
  }
  return violations
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
export type { Violation }

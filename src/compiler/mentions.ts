/** The stage that looks for everything that is named: in the part itself, in all others, and around circles. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { suggest } from '../diagnostics/suggest.ts'
import { serviceKeys } from '../language/service.ts'
import { entriesOf } from '../traefik/entries.ts'
import type { Sections, TraefikObject } from '../traefik/objects.ts'
import { KINDS, ownName } from '../traefik/references.ts'
import { byRank, type Change } from './change.ts'
import { circlesOf } from './mentionCircles.ts'
import type { Mention } from './fragment.ts'
import type { Files } from './files.ts'
import type { Parts, RankedPart } from './parts.ts'

export interface Mentions {
  update(parts: Change<RankedPart>): void
  /** `sections` hold all that there is; of what is written with a mistake in it nothing is known. */
  diagnostics(sections: Sections, mistaken: Mistaken): readonly Diagnostic[]
}

/** Names that may be there once a mistake is mended. */
export interface Mistaken {
  readonly services: ReadonlySet<string>
  /** `http.middlewares secure`. */
  readonly objects: ReadonlySet<string>
}

export function mistakenIn(files: Files, parts: Parts): Mistaken {
  const written = files.writtenInFaulty()
  return {
    services: new Set([
      ...parts.faulty(),
      ...written.flatMap(([kind, name]) => (kind === 'services' ? name : [])),
    ]),
    objects: new Set(written.map(([kind, name]) => `${kind} ${name}`)),
  }
}

export function createMentions(): Mentions {
  const mentioning = new Set<RankedPart>()
  let circles: readonly Diagnostic[] = []

  return {
    update({ came, went }) {
      let isTouched = false
      for (const ranked of went) if (mentioning.delete(ranked)) isTouched = true
      for (const ranked of came) {
        if (ranked.part.mentions.length === 0 && ranked.part.service !== undefined) continue
        mentioning.add(ranked)
        isTouched = true
      }
      if (isTouched) circles = circlesOf([...mentioning].sort(byRank))
    },
    diagnostics(sections, mistaken) {
      const parts = [...mentioning].map(({ part }) => part)
      return [
        ...circles,
        ...parts.flatMap(({ mentions }) =>
          mentions.flatMap((mention) => lookUp(mention, sections, mistaken)),
        ),
        ...lonelyParents([...mentioning]),
        ...busyParents(parts, sections),
      ]
    },
  }
}

function lookUp(
  { kind, name: written, place }: Mention,
  sections: Sections,
  mistaken: Mistaken,
): readonly Diagnostic[] {
  const known = namesIn(sections.get(kind))
  const name = ownName(kind, written)
  if (name === undefined) {
    const [bare = '', provider] = written.split('@')
    return provider === 'file' && known.has(bare)
      ? [diagnose('reference-elsewhere', { kind: KINDS[kind], name: bare }, place())]
      : []
  }
  if (known.has(name) || mistaken.objects.has(`${kind} ${name}`)) return []
  // A service makes further objects that carry its name.
  if ([...mistaken.services].some((service) => name === service || name.startsWith(`${service}-`))) return []
  const others = [...known].sort()
  const isKey = kind === 'http.middlewares' && name in serviceKeys
  const values = { kind: KINDS[kind], name, suggestion: suggest(name, others), known: others, isKey }
  return [diagnose('unknown-reference', values, place())]
}

/** Sections are the same lists as long as nothing in them is another. */
function namesIn(objects: readonly TraefikObject[] | undefined): ReadonlySet<string> {
  if (objects === undefined) return NONE
  const known = names.get(objects) ?? new Set(objects.map(({ name }) => name))
  names.set(objects, known)
  return known
}

const names = new WeakMap<readonly TraefikObject[], ReadonlySet<string>>()
const NONE: ReadonlySet<string> = new Set()

/** A router that has a service and routers below it never asks the service; as a child it is switched off. */
function busyParents(parts: readonly RankedPart['part'][], sections: Sections): readonly Diagnostic[] {
  const mentions = parts.flatMap((part) => part.mentions.filter(({ kind }) => kind === 'http.routers'))
  if (mentions.length === 0) return []
  const busy = new Set(
    (sections.get('http.routers') ?? []).flatMap(({ name, value }) =>
      'service' in entriesOf(value) ? [name] : [],
    ),
  )
  return mentions.flatMap(({ kind, name: written, place }) => {
    const name = ownName(kind, written)
    if (name === undefined || !busy.has(name)) return []
    const problem = `\`${name}\` has a \`service\` of its own, which nobody reaches when routers stand below it`
    const help = 'Take its `service` away, or give this router a rule and entry points of its own.'
    return [diagnose('not-as-meant', { problem, help }, place())]
  })
}

/** A router without a service is of use only as a parent of others, which may belong to another provider. */
function lonelyParents(parts: readonly RankedPart[]): readonly Diagnostic[] {
  const parents = new Set(
    parts.flatMap(({ part }) =>
      part.mentions.flatMap(({ kind, name }) => (kind === 'http.routers' ? ownName(kind, name) : [])),
    ),
  )
  return parts.flatMap(({ part }) =>
    part.objects.flatMap(({ section, name, value }) =>
      section !== 'http.routers' || 'service' in entriesOf(value) || parents.has(name)
        ? []
        : [diagnose('router-without-service', { name }, part.locate(['http', 'routers', name], 'key'))],
    ),
  )
}

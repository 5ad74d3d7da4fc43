/** The stage that knows which Traefik is needed: refused where it is newer than the one that is served, told in any case. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { isTooNew, newestOf } from '../traefik/needs.ts'
import { compareVersions } from '../traefik/version.ts'
import type { Change } from './change.ts'
import type { Part } from './part.ts'
import type { RankedPart } from './parts.ts'

/** What `/status` tells: no older Traefik may be served with this. */
export interface Needed {
  /** `3.0` when nothing asks for more. */
  readonly version: string
  /** What asks for more than `3.0`, the newest first; each thing once for a service or file. */
  readonly because: readonly Because[]
}

export interface Because {
  readonly version: string
  /** The subject of a sentence: "`http.services.*.loadBalancer.strategy`". */
  readonly what: string
  /** The service, or the file with Traefik's own words. */
  readonly by: string
}

export interface Needs {
  update(parts: Change<RankedPart>): void
  /** `version` is the oldest Traefik that is served, if anybody said so. */
  diagnostics(version: string | undefined): readonly Diagnostic[]
  /** Those that need more than the first Traefik 3; the same list as long as none is another. */
  needy(): readonly Part[]
}

export function createNeeds(): Needs {
  let needy: readonly Part[] = []

  return {
    update({ came, went }) {
      const more = came.map(({ part }) => part).filter(({ needs }) => needs.length > 0)
      const less = new Set(went.map(({ part }) => part))
      if (more.length > 0 || needy.some((part) => less.has(part)))
        needy = [...needy.filter((part) => !less.has(part)), ...more]
    },
    diagnostics: (version) => needy.flatMap((part) => tooNew(part, version)),
    needy: () => needy,
  }
}

export function neededBy(parts: readonly Part[]): Needed {
  const because = new Map<string, Because>()
  for (const part of parts) {
    const by = part.service ?? part.file
    for (const { since, what } of part.needs) because.set(`${by} ${what}`, { version: since, what, by })
  }
  return {
    version: newestOf(parts.flatMap(({ needs }) => needs)),
    because: [...because.values()].sort(
      (a, b) => compareVersions(b.version, a.version) || compare(a.by, b.by) || compare(a.what, b.what),
    ),
  }
}

function tooNew(part: Part, version: string | undefined): readonly Diagnostic[] {
  // A key of ours that needs more has said so itself, at its place.
  if (part.diagnostics.some(({ code }) => code === 'needs-newer-traefik')) return []
  return part.needs.flatMap(({ since, what, path }, index) => {
    // Of two that one field asks for, the newer one says it all.
    const next = part.needs[index + 1]
    const isOutdone = next !== undefined && next.path.join('.') === path.join('.')
    return isTooNew(since, version) && !isOutdone
      ? [diagnose('needs-newer-traefik', { what, since, version }, part.locate(path, 'key'))]
      : []
  })
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

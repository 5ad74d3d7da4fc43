/** An nginx file as the parts of the importer see it: what is defined where, and what became of each directive. */
import type { Surroundings } from '../surroundings.ts'
import type { Trace } from '../trace.ts'
import type { Directive } from './directive.ts'

export interface Site {
  readonly roots: readonly Directive[]
  readonly world: Surroundings
  readonly fates: Fates
  /** `upstream` blocks by name. */
  readonly upstreams: ReadonlyMap<string, Directive>
  /** `limit_req_zone` and `limit_conn_zone` by name. */
  readonly zones: ReadonlyMap<string, Directive>
  /** `map` blocks by the variable that they set, with its dollar sign. */
  readonly maps: ReadonlyMap<string, Directive>
  /** Authentication providers that `auth_request` became. */
  readonly auth: Map<string, Readonly<Record<string, unknown>>>
  /** Locations that an authentication provider answers for. */
  readonly answeredFor: Set<Directive>
  /** Servers in which something that protects them could not be carried over: they are switched off. */
  readonly unprotected: Set<Directive>
  /** Sentences for the top of the file. */
  readonly head: Set<string>
}

export function createSite(roots: readonly Directive[], world: Surroundings): Site {
  const all = [...walk(roots)]
  const named = (name: string, nameOf: (directive: Directive) => string | undefined) =>
    new Map(
      all
        .filter((directive) => directive.name === name)
        .flatMap((directive) => {
          const key = nameOf(directive)
          return key === undefined ? [] : [[key, directive] as const]
        }),
    )
  const zone = (directive: Directive) =>
    directive.words
      .find((word) => word.startsWith('zone='))
      ?.slice('zone='.length)
      .split(':')[0]
  return {
    roots,
    world,
    fates: createFates(),
    upstreams: named('upstream', ({ words }) => words[0]),
    zones: new Map([...named('limit_req_zone', zone), ...named('limit_conn_zone', zone)]),
    maps: named('map', ({ words }) => words[1]),
    auth: new Map(),
    answeredFor: new Set(),
    unprotected: new Set(),
    head: new Set(),
  }
}

/** Every directive, the outer before the inner; blocks that are no directives are not looked into. */
export function* walk(directives: readonly Directive[]): Generator<Directive> {
  for (const directive of directives) {
    yield directive
    if (directive.block !== undefined && directive.name !== 'map' && directive.name !== 'types')
      yield* walk(directive.block)
  }
}

export interface Fates {
  carried(...directives: readonly Directive[]): void
  /** Traefik does it anyway; `why` is a sentence. */
  needless(directive: Directive, why: string): void
  /** A remark says it; `why` is a sentence. The first one holds, and what is left is not carried. */
  left(directive: Directive, why: string): void
  of(directive: Directive): Trace | undefined
}

function createFates(): Fates {
  const known = new Map<Directive, Trace>()
  const put = (directive: Directive, fate: Trace['fate'], why: string): void => {
    const { line, file, text } = directive
    if (known.get(directive)?.fate !== 'left')
      known.set(directive, { line, ...(file === undefined ? {} : { file }), text, fate, why })
  }
  return {
    carried: (...directives) => directives.forEach((directive) => put(directive, 'carried', '')),
    needless: (directive, why) => put(directive, 'needless', why),
    left: (directive, why) => put(directive, 'left', why),
    of: (directive) => known.get(directive),
  }
}

/** A part of what is served, and all that follows from it alone: a service, or a document in Traefik's own words. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Place } from '../diagnostics/place.ts'
import type { ServiceLayer } from '../language/service.ts'
import { needsOf, type Need } from '../traefik/needs.ts'
import type { TraefikObject } from '../traefik/objects.ts'
import { renderObject } from '../traefik/render.ts'
import type { Context } from './context.ts'
import { fingerprint } from './fingerprint.ts'
import {
  objectsOf,
  type Claim,
  type Fragment,
  type Lifetime,
  type Mention,
  type Redirect,
} from './fragment.ts'
import type { ValuePath } from './locate.ts'
import { originsOf, type Origins } from './origins.ts'
import { subjectsOf } from './subjects.ts'
import { translateService } from './translate/service.ts'
import { placeOf, type Written } from './written.ts'

export interface Part {
  /** The name of the service; absent: written in Traefik's own words. */
  readonly service: string | undefined
  /** Path of the definition file. */
  readonly file: string
  /** Of its name; found only when it is asked for. */
  place(): Place
  /** Where a field of what it becomes is written. For a service: the service. */
  locate(path: ValuePath, of?: 'key' | 'value'): Place
  readonly objects: readonly TraefikObject[]
  readonly redirects: readonly Redirect[]
  readonly claims: readonly Claim[]
  readonly mentions: readonly Mention[]
  readonly lifetimes: readonly Lifetime[]
  readonly needs: readonly Need[]
  readonly diagnostics: readonly Diagnostic[]
  /** Switched off: its mistakes are told, and nothing of it is served. */
  readonly enabled: boolean
  /** Equal exactly when what is served for it is equal; made when it is asked for. */
  fingerprint(): string
  /** Which written keys made each object of it; found only when it is asked for. */
  origins(): Origins
}

export function partOf(service: string, written: Written<ServiceLayer>, context: Context): Part {
  const diagnostics: Diagnostic[] = []
  const subjects = subjectsOf(service, written, context, (diagnostic) => diagnostics.push(diagnostic))
  const fragment = translateService(subjects, context)
  return {
    service,
    file: written.file,
    place: () => placeOf(written),
    locate: () => placeOf(written),
    ...contentOf(fragment),
    diagnostics,
    enabled: subjects[0]?.keys.enabled !== false,
    origins: () => originsOf(service, written, context),
  }
}

/** All that a fragment says, in the form in which it is put together with others. */
export function contentOf(fragment: Omit<Fragment, 'shared'>): PartContent {
  const objects = objectsOf(fragment)
  // What is asked for later keeps alive what it is made of, and not all of the fragment.
  const { redirects } = fragment
  let print: string | undefined
  return {
    objects,
    redirects,
    claims: fragment.claims,
    mentions: fragment.mentions,
    lifetimes: fragment.lifetimes,
    needs: objects.flatMap(needsOf),
    fingerprint: () =>
      (print ??= fingerprint([...objects.map(renderObject), JSON.stringify(redirects)].join())),
  }
}

type PartContent = Pick<
  Part,
  'objects' | 'redirects' | 'claims' | 'mentions' | 'lifetimes' | 'needs' | 'fingerprint'
>

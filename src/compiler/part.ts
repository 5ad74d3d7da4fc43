/** What one service becomes, and all that follows from it alone. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Place } from '../diagnostics/place.ts'
import type { ServiceLayer } from '../language/service.ts'
import type { Context } from './context.ts'
import { fingerprint } from './fingerprint.ts'
import type { Fragment } from './fragment.ts'
import { subjectsOf } from './subjects.ts'
import { translateService } from './translate/service.ts'
import { placeOf, type Written } from './written.ts'

export interface Part {
  /** The name of the service. */
  readonly service: string
  /** Of its name; found only when it is asked for. */
  place(): Place
  readonly fragment: Fragment
  readonly diagnostics: readonly Diagnostic[]
  /** Switched off: its mistakes are told, and nothing of it is served. */
  readonly enabled: boolean
  /** Equal exactly when what is served for it is equal. */
  readonly fingerprint: string
}

export function partOf(service: string, written: Written<ServiceLayer>, context: Context): Part {
  const diagnostics: Diagnostic[] = []
  const subjects = subjectsOf(service, written, context, (diagnostic) => diagnostics.push(diagnostic))
  const fragment = translateService(subjects, context)
  const { claims: _claims, ...served } = fragment
  return {
    service,
    place: () => placeOf(written),
    fragment,
    diagnostics,
    enabled: subjects[0]?.keys.enabled !== false,
    fingerprint: fingerprint(JSON.stringify(served)),
  }
}

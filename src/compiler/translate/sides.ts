/** On which entry points a service speaks TLS, on which it speaks plain HTTP, and on which it only redirects. */
import type { Context } from '../context.ts'
import type { Subject } from '../subject.ts'

/** Names of entry points. */
export interface Sides {
  readonly tls: readonly string[]
  readonly plain: readonly string[]
  /** Where a redirect to HTTPS answers. */
  readonly redirect: readonly string[]
}

export function sidesOf({ keys }: Subject, { entryPoints }: Context): Sides {
  const https = keys.https ?? 'redirect'
  if (keys.entryPoint !== undefined) {
    return {
      tls: https === 'off' ? [] : keys.entryPoint,
      plain: https === 'off' || https === 'both' ? keys.entryPoint : [],
      redirect: [],
    }
  }
  return {
    tls: https === 'off' ? [] : [entryPoints.https],
    plain: https === 'off' || https === 'both' ? [entryPoints.http] : [],
    redirect: https === 'redirect' ? [entryPoints.http] : [],
  }
}

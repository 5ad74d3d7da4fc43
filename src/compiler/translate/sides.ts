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
  const names = keys.entryPoint ?? [entryPoints.https, entryPoints.http]
  if (https === 'off') return { tls: [], plain: keys.entryPoint ?? [entryPoints.http], redirect: [] }
  const tls = names.filter((name) => name !== entryPoints.http)
  const http = names.filter((name) => name === entryPoints.http)
  // Who names only the entry point for HTTP has nowhere to redirect to.
  if (tls.length === 0) return { tls, plain: http, redirect: [] }
  return {
    tls,
    plain:
      https === 'both'
        ? names.filter((name) => keys.entryPoint !== undefined || name === entryPoints.http)
        : [],
    redirect: https === 'redirect' ? http : [],
  }
}

/** On which entry points a service speaks TLS, on which it speaks plain HTTP, and on which it only redirects. */
import type { Settled } from '../../language/layers.ts'
import type { EntryPoints } from '../../language/service/reached.ts'
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
  const { tls, http, open } = pointsOf(keys.entryPoint ?? {}, entryPoints)
  if (https === 'off') return { tls: [], plain: open, redirect: [] }
  // Who names only the entry point for HTTP has nowhere to redirect to.
  if (tls.length === 0) return { tls, plain: http, redirect: [] }
  return { tls, plain: https === 'both' ? open : [], redirect: https === 'redirect' ? http : [] }
}

/** `open`: where plain HTTP is spoken if it is asked for. */
function pointsOf(
  given: Settled<EntryPoints>,
  usual: Context['entryPoints'],
): Record<'tls' | 'http' | 'open', readonly string[]> {
  if (isList(given)) {
    const tls = given.filter((name) => name !== usual.http)
    return { tls, http: given.filter((name) => name === usual.http), open: given }
  }
  const { http, https } = given
  if (http === undefined && https === undefined)
    return { tls: [usual.https], http: [usual.http], open: [usual.http] }
  return { tls: https ?? [], http: http ?? [], open: http ?? https ?? [] }
}

function isList<T>(value: readonly T[] | object): value is readonly T[] {
  return Array.isArray(value)
}

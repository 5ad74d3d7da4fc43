/** The middlewares of a service, in the order in which a request meets them. */
import type { Fragment } from '../fragment.ts'
import { share } from '../fragment.ts'
import type { Subject } from '../subject.ts'
import { allow } from './allow.ts'
import { headers } from './headers.ts'
import { hsts } from './hsts.ts'
import { addUpstreamPath, stripPrefix } from './prefix.ts'
import { redirects } from './redirects.ts'
import type { Middleware } from '../../traefik/config.ts'

/** One middleware that a key asks for; `name` is whole when what it does is shared by all services that ask for the same. */
export interface Link {
  readonly name: { readonly shared: string } | { readonly suffix: string }
  readonly middleware: Middleware
}

/** Outermost first: what is here sees the response last, so headers stand on refusals and redirects too. */
const ORDER: readonly ((subject: Subject) => readonly Link[])[] = [
  hsts,
  headers,
  allow,
  redirects,
  stripPrefix,
  addUpstreamPath,
]

/** @returns the names, all of them in the fragment */
export function chainOf(subject: Subject, fragment: Fragment): readonly string[] {
  return ORDER.flatMap((links) => links(subject)).map(({ name, middleware }) => {
    if ('suffix' in name) return share(fragment.middlewares, `${subject.name}-${name.suffix}`, middleware)
    fragment.middlewares[name.shared] = middleware
    return name.shared
  })
}

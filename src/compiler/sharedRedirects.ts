/** The stage that makes the routers that redirect to HTTPS: few of them, each for the hosts of many services. */
import type { TraefikObject } from '../traefik/objects.ts'
import type { Change } from './change.ts'
import type { Redirect } from './fragment.ts'
import type { Source } from './merge.ts'
import type { Part } from './part.ts'
import type { RankedPart } from './parts.ts'
import { createRedirectGroups, redirectRouter, type RedirectGroups } from './redirectGroups.ts'

export interface SharedRedirects {
  /** Says which routers there are now that were not there, or were others. */
  update(parts: Change<RankedPart>): Change<Source>
  /** The shared routers of a service, each with the part of its rule that is of this service. */
  sharesOf(part: Pick<Part, 'redirects'>): readonly TraefikObject[]
}

export function createSharedRedirects(): SharedRedirects {
  /** Rules of one priority and the same entry points may stand in one router: whatever else there is, the same requests come to it. */
  const kinds = new Map<string, RedirectGroups>()

  return {
    update({ came, went }) {
      const touched = new Map<string, RedirectGroups>()
      const kindOf = (redirect: Redirect): RedirectGroups => {
        const key = keyOf(redirect)
        const kind = kinds.get(key) ?? createRedirectGroups(redirect)
        kinds.set(key, kind)
        touched.set(key, kind)
        return kind
      }
      for (const ranked of went)
        for (const redirect of ranked.part.redirects) kindOf(redirect).remove(redirect.rule, ranked)
      for (const ranked of came)
        for (const redirect of ranked.part.redirects) kindOf(redirect).add(redirect.rule, ranked)
      const changes = [...touched.values()].map((kind) => kind.settle())
      for (const [key, kind] of touched) if (kind.isEmpty()) kinds.delete(key)
      return { came: changes.flatMap((one) => one.came), went: changes.flatMap((one) => one.went) }
    },
    sharesOf({ redirects }) {
      const routers = new Map<string, Redirect[]>()
      for (const redirect of redirects) {
        const name = kinds.get(keyOf(redirect))?.nameOf(redirect.rule)
        if (name === undefined) continue
        routers.set(name, [...(routers.get(name) ?? []), redirect])
      }
      return [...routers].flatMap(([name, [first, ...others]]) =>
        first === undefined
          ? []
          : redirectRouter(name, first, [first.rule, ...others.map(({ rule }) => rule)]),
      )
    },
  }
}

function keyOf({ entryPoints, isUsual, priority }: Redirect): string {
  return `${priority} ${isUsual} ${entryPoints.join()}`
}

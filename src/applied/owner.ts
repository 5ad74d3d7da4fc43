/** Finds the definition that an object of Traefik comes from, by the name that Traefik shows for it. */
import type { Place } from '../diagnostics/place.ts'

export interface Owner {
  /** Absent: written in Traefik's own words. */
  readonly service: string | undefined
  readonly place: Place
}

export type OwnerOf = (section: string, name: string) => Owner | undefined

/**
 * A router on several entry points is shown as one for each of them: `websecure-shop` and `web-conflicted-shop` are
 * `shop` (Traefik's aggregator.go). Entry points have names of their own choosing: what follows any dash is tried.
 */
export function findOwner(
  ownerOf: OwnerOf,
  section: string,
  shown: string,
): { readonly name: string; readonly owner: Owner | undefined } {
  const dashes = [...shown.matchAll(/-/g)].map(({ index }) => index)
  for (const name of [shown, ...dashes.map((dash) => shown.slice(dash + 1))]) {
    const owner = ownerOf(section, name)
    if (owner !== undefined) return { name, owner }
  }
  return { name: shown, owner: undefined }
}

/** A spot: the server itself or one of its locations, where requests end, and what holds there. */
import type { Directive } from './directive.ts'
import type { Server } from './server.ts'
import type { Site } from './site.ts'

export type Match =
  | { readonly kind: 'prefix'; readonly path: string; readonly beforePatterns: boolean }
  | { readonly kind: 'exact'; readonly path: string }
  | { readonly kind: 'regex'; readonly pattern: string }

export interface Spot {
  readonly server: Server
  /** The block of the location, or of the server. */
  readonly place: Directive
  readonly match: Match
}

export const ROOT: Match = { kind: 'prefix', path: '/', beforePatterns: false }

/** The directives of this name in the nearest block that has any: nginx inherits lists whole or not at all. */
export function holding(site: Site, place: Directive, ...names: readonly string[]): readonly Directive[] {
  for (let block: Directive | undefined = place; block !== undefined; block = block.parent) {
    const found = own(block, ...names)
    if (found.length > 0) return found
  }
  return site.roots.filter(({ name }) => names.includes(name))
}

/** Those of the block itself. */
export function own({ block = [] }: Directive, ...names: readonly string[]): readonly Directive[] {
  return block.filter(({ name }) => names.includes(name))
}

/** The last word on a setting that has one value. */
export function setting(site: Site, place: Directive, name: string): Directive | undefined {
  return holding(site, place, name).at(-1)
}

/** Fills in what is known without a request: variables of `set`, and those that are the same for the whole server. */
export function expand(spot: Spot, text: string): string {
  return text.replace(/\$\{(\w+)\}|\$(\w+)/g, (whole, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? ''
    return constant(spot, name) ?? (braced === undefined ? whole : `$${name}`)
  })
}

function constant(spot: Spot, name: string): string | undefined {
  if (name === 'server_name' && spot.server.names.length === 1) return spot.server.names[0]
  if (name === 'scheme' && spot.server.tls !== spot.server.plain) return spot.server.tls ? 'https' : 'http'
  for (let block: Directive | undefined = spot.place; block !== undefined; block = block.parent) {
    const value = own(block, 'set')
      .findLast(({ words }) => words[0] === `$${name}`)
      ?.words.at(1)
    // A variable of a variable is filled in too, but never one of itself.
    if (value !== undefined) return value.includes(`$${name}`) ? undefined : expand(spot, value)
  }
  return undefined
}

export function hasVariable(text: string): boolean {
  return /\$[\w{]/.test(text)
}

/** What RE2 takes as the characters they are. */
export function escaped(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')
}

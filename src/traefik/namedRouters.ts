/** All routers of a configuration, whatever their protocol. */
import type { TraefikConfig } from './config.ts'
import { entriesOf, type Entries } from './entries.ts'

export interface NamedRouter {
  readonly protocol: 'http' | 'tcp' | 'udp'
  readonly name: string
  readonly entryPoints: readonly string[]
  readonly router: Entries
}

export function routersOf(config: TraefikConfig): readonly NamedRouter[] {
  return (['http', 'tcp', 'udp'] as const).flatMap((protocol) =>
    Object.entries(entriesOf(entriesOf(config[protocol])['routers'])).map(([name, router]) => {
      const own = entriesOf(router)
      return { protocol, name, entryPoints: texts(own['entryPoints']), router: own }
    }),
  )
}

export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

/** Sorted. */
export function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort()
}

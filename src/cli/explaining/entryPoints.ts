/** Guesses the entry point by which a browser comes: which port it has is Traefik's static configuration. */
import type { HttpRouter } from '../../traefik/evaluate/httpRouters.ts'

/** The usual name if any router is there, else the one with most routers of the kind. */
export function usualEntryPoint(routers: readonly HttpRouter[], tls: boolean): string {
  const usual = tls ? 'websecure' : 'web'
  const counts = new Map<string, number>()
  for (const router of routers.filter((one) => one.tls === tls))
    for (const name of router.entryPoints) counts.set(name, (counts.get(name) ?? 0) + 1)
  if (counts.size === 0 || counts.has(usual)) return usual
  const [[most] = [usual]] = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return most
}

/** `traefik`: lays Traefik's own fields over an object that was made. */
import { removed, type Native } from '../../language/native.ts'
import type { Raw } from '../../traefik/config.ts'
import { entriesOf } from '../../traefik/entries.ts'
import { isMapping } from '../../language/shape.ts'

/** Mappings merge key by key, everything else replaces, and what is `removed` goes. */
export function overlay<T extends object>(object: T, over: Native | undefined): T | Raw {
  if (over === undefined || Object.keys(over).length === 0) return object
  const laid = new Map<string, unknown>(Object.entries(object))
  for (const [key, value] of Object.entries(over)) {
    if (value === removed) laid.delete(key)
    else if (isMapping(value)) laid.set(key, overlay(entriesOf(laid.get(key)), value))
    else laid.set(key, value)
  }
  return Object.fromEntries(laid)
}

/** Only over what is there: a load balancer does not become weighted. `whole` is what is said of the service itself. */
export function overlayService<T extends object>(
  service: T,
  over: Native | undefined,
  isMain: boolean,
): T | Raw {
  if (over === undefined) return service
  const kept = Object.entries(over).filter(([key]) => (key === 'middlewares' ? isMain : key in service))
  return overlay(service, Object.fromEntries(kept))
}

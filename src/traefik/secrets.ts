/** Which values of a configuration are secrets: they are served, and shown to nobody. */
import { hideSecrets, namesSecret } from '../diagnostics/hide.ts'

export const HIDDEN = '(secret, not shown)'

/** A value as it may be shown; `path` is its own within the configuration. */
export function shownValue(path: readonly (string | number)[], value: unknown): unknown {
  const key = String(path.findLast((segment) => typeof segment === 'string' && !/^\d+$/.test(segment)) ?? '')
  if (key === 'keyFile' || (typeof value !== 'boolean' && namesSecret(key))) return HIDDEN
  if (typeof value === 'string') return isCertificate(value) || NAMING.has(key) ? value : hideSecrets(value)
  return Array.isArray(value) ? value.map((item) => shownValue(path, item)) : value
}

/** They hold the names of objects, which may be long and look like a token. */
const NAMING: ReadonlySet<string> = new Set(['middlewares', 'service', 'serversTransport', 'name', 'options'])

/** The same configuration with its secrets hidden. */
export function withoutSecrets(config: object): object {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]: [string, unknown]) => [key, hide(value, [key])]),
  )
}

export function holdsSecret(value: unknown, path: readonly (string | number)[] = []): boolean {
  if (typeof value !== 'object' || value === null) return shownValue(path, value) !== value
  return Object.entries(value).some(([key, item]: [string, unknown]) => holdsSecret(item, [...path, key]))
}

export function holdsPrivateKey(text: string): boolean {
  return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)
}

function hide(value: unknown, path: readonly (string | number)[]): unknown {
  if (typeof value !== 'object' || value === null) return shownValue(path, value)
  if (Array.isArray(value)) return value.map((item, index) => hide(item, [...path, index]))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [key, hide(item, [...path, key])]),
  )
}

/** It is public, though it looks like a key. */
function isCertificate(text: string): boolean {
  return text.startsWith('-----BEGIN CERTIFICATE-----') && !holdsPrivateKey(text)
}

/** Which values of a configuration are secrets: they are served, and shown to nobody. */
import { hideSecrets, namesSecret } from '../diagnostics/hide.ts'

export const HIDDEN = '(secret, not shown)'

/** A value as it may be shown; `path` is its own within the configuration. */
export function shownValue(path: readonly (string | number)[], value: unknown): unknown {
  return shownUnder(path.reduce(keyBelow, ''), value)
}

/** The key that says what a value is: in a list, that of the list. */
function keyBelow(key: string, segment: string | number): string {
  return typeof segment === 'number' || /^\d+$/.test(segment) ? key : segment
}

function shownUnder(key: string, value: unknown): unknown {
  if (key === 'keyFile' || (typeof value !== 'boolean' && namesSecret(key))) return HIDDEN
  if (typeof value === 'string') return isCertificate(value) || NAMING.has(key) ? value : hideSecrets(value)
  return Array.isArray(value) ? value.map((item) => shownUnder(key, item)) : value
}

/** They hold the names of objects, which may be long and look like a token. */
const NAMING: ReadonlySet<string> = new Set(['middlewares', 'service', 'serversTransport', 'name', 'options'])

/** The same configuration with its secrets hidden. */
export function withoutSecrets(config: object): object {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]: [string, unknown]) => [key, hide(value, key)]),
  )
}

export function holdsSecret(value: unknown, under = ''): boolean {
  if (typeof value !== 'object' || value === null) return shownUnder(under, value) !== value
  return Object.entries(value).some(([key, item]) => holdsSecret(item, keyBelow(under, key)))
}

export function holdsPrivateKey(text: string): boolean {
  return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)
}

function hide(value: unknown, under: string): unknown {
  if (typeof value !== 'object' || value === null) return shownUnder(under, value)
  if (Array.isArray(value)) return value.map((item) => hide(item, under))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [key, hide(item, keyBelow(under, key))]),
  )
}

/** It is public, though it looks like a key. */
function isCertificate(text: string): boolean {
  return text.startsWith('-----BEGIN CERTIFICATE-----') && !holdsPrivateKey(text)
}

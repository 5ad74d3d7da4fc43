/** Which values of a configuration are secrets: they are served, and shown to nobody. */

/** `path` of the value within the configuration. */
export function isSecret(path: readonly (string | number)[], value: unknown): boolean {
  const key = String(path.findLast((segment) => typeof segment === 'string' && !/^\d+$/.test(segment)) ?? '')
  return (
    SECRET_KEYS.has(key) || SECRET_HEADERS.test(key) || (typeof value === 'string' && PRIVATE_KEY.test(value))
  )
}

/** The same configuration with its secrets hidden. */
export function withoutSecrets(config: object): object {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]: [string, unknown]) => [key, hide(value, [key])]),
  )
}

export function holdsPrivateKey(text: string): boolean {
  return PRIVATE_KEY.test(text)
}

export const HIDDEN = '(secret, not shown)'

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/
/** Of Traefik's middlewares, and as plugins call theirs. */
const SECRET_KEYS = new Set(['keyFile', 'users', 'password', 'secret', 'clientSecret', 'apiKey', 'token'])
const SECRET_HEADERS = /^(?:authorization|proxy-authorization|cookie|x-(?:api|auth)-?(?:key|token))$/i

function hide(value: unknown, path: readonly (string | number)[]): unknown {
  if (typeof value !== 'object' || value === null) return isSecret(path, value) ? HIDDEN : value
  if (Array.isArray(value)) return value.map((item, index) => hide(item, [...path, index]))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [key, hide(item, [...path, key])]),
  )
}

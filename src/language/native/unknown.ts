/** A key that Traefik does not know at its place: what was probably meant. */
import { suggest } from '../../diagnostics/suggest.ts'
import { canonicalKey, typeOf, type FieldType } from '../../traefik/field.ts'
import type { Decoding } from '../shape.ts'

type ObjectType = Extract<FieldType, { kind: 'object' }>

export function reportUnknown(written: string, type: ObjectType, key: string, decoding: Decoding): void {
  if (type.name === 'dynamic.Middleware' && HUB.has(written.toLowerCase())) {
    const say = 'It is a middleware of Traefik Hub, the paid product; Traefik itself does not know it.'
    decoding.report('refused-key', { key: written, say }, 'key')
    return
  }
  const known = Object.keys(type.fields).filter((name) => type.fields[name]?.settable !== false)
  const below = [...known].find((name) => knowsBelow(type, name, written))
  const suggestion = below === undefined ? suggest(written, known) : `${below}: { ${written}: … }`
  decoding.report('unknown-key', { key: written, within: `\`${key}\``, suggestion, known }, 'key')
}

/** Pages of the documentation that are not about Traefik's own middlewares. */
const HUB = new Set([
  'apikey',
  'jwt',
  'hmac',
  'ldap',
  'oidc',
  'oauth',
  'opa',
  'waf',
  'httpcache',
  'distributedratelimit',
])

/** Often a key is right and stands one level too high: `customRequestHeaders` outside of `headers`. */
function knowsBelow(type: ObjectType, name: string, written: string): boolean {
  const field = type.fields[name]
  const below = field === undefined ? undefined : typeOf(field.type)
  return below?.kind === 'object' && canonicalKey(below.fields, written) !== undefined
}

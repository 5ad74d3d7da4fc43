/** Traefik's own configuration as a part of a definition file: taken as it is, every field checked. */
import { typeOf, type FieldType } from '../traefik/field.ts'
import { decodeNative, type NativeOptions } from './native/decode.ts'
import { schemaOf } from './native/schema.ts'
export { removed } from './native/decode.ts'
import { invalid, isMapping, type Shape } from './shape.ts'

/** A part of Traefik's configuration, with the kinds that Traefik's fields have. */
export type Native = Readonly<Record<string, unknown>>

/** What stands under `key`, of a type of Traefik's schema: `native('http', 'dynamic.HTTPConfiguration')`. */
export function native(key: string, typeName: string, options: NativeOptions = {}): Shape<Native> {
  const type: FieldType = typeOf(typeName)
  return {
    expects: `Traefik's own configuration: a mapping`,
    decode(value, decoding) {
      const decoded = decodeNative(value, type, { key }, decoding, options)
      return isMapping(decoded) ? decoded : invalid
    },
    schema: (define) => schemaOf(type, define),
  }
}

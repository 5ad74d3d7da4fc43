/** HTTP methods (RFC 9110, 9.1: any token; in capitals by custom). */
import type { Format } from '../shapes/scalar.ts'

export const methodFormat: Format<string> = {
  expects: 'an HTTP method such as `GET`',
  parse: (text) => (/^[A-Za-z]+$/.test(text) ? text.toUpperCase() : { mistake: 'is not an HTTP method' }),
}

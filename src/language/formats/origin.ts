/** Origins of web pages (RFC 6454): scheme, host and port. */
import type { Format } from '../shapes/scalar.ts'

export const originFormat: Format<string> = {
  expects: 'an origin such as `https://app.example.com`',
  parse(text) {
    if (text === '*' || text === 'null') return text
    if (/^[a-z][a-z0-9+.-]*:\/\/[^/\s]+\/.*$/i.test(text))
      return {
        mistake: 'has a path; an origin ends with the host',
        help: `Write \`${text.replace(/^([a-z]+:\/\/[^/]+).*$/i, '$1')}\`.`,
      }
    if (!/^[a-z][a-z0-9+.-]*:\/\/(\*\.)?[a-z0-9_.-]+(:\d+)?$/i.test(text))
      return {
        mistake: 'is not an origin',
        help: /^[\w-]+(\.[\w-]+)+(:\d+)?$/.test(text)
          ? `Write \`https://${text}\`.`
          : 'Write the scheme and the host: `https://app.example.com`.',
      }
    return text.toLowerCase()
  },
}

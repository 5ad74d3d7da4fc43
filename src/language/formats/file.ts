/** Paths of files that a definition names: certificates, keys, authorities. */
import type { Format } from '../shapes/scalar.ts'
import { hasControl } from './path.ts'

export const fileFormat: Format<string> = {
  expects: 'the path of a file',
  parse(text) {
    if (text === '') return { mistake: 'is not the path of a file' }
    if (text.includes('-----BEGIN'))
      return {
        mistake: 'is the text of a certificate or key',
        help: 'Write it to a file and name the file here.',
      }
    return hasControl(text) ? { mistake: 'holds a control character' } : text
  },
}

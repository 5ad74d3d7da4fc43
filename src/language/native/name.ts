/** Names that a person chooses in Traefik's own files: of objects, headers, settings of plugins. */
import { problemOfKey } from '../../traefik/checkFields.ts'
import type { Decoding, Invalid } from '../shape.ts'

/** Reports a name that Traefik could not read. */
export function checkName(name: string, decoding: Decoding): Invalid | undefined {
  if (problemOfKey(name) === undefined) return undefined
  return decoding.report(
    'bad-name',
    { found: name, mistake: 'is longer than the 1000 characters that Traefik reads' },
    'key',
  )
}

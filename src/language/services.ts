/** The services of a file by name, and what stands among the names and is none. */
import { nameFormat } from './formats/name.ts'
import { misplacedIn } from './misplaced.ts'
import { looksLikeService, service, serviceKeys } from './service.ts'
import { invalid, isMapping, type Decoding } from './shape.ts'
import { record } from './shapes/record.ts'

const named = record(nameFormat, service, 'services', { lenient: true })

/** A service that is told to be incomplete because its keys stand beside it is left out: it would only be told again. */
export const services: typeof named = {
  ...named,
  decode(value, decoding) {
    const misplaced = misplacedIn(value, isServiceKey)
    if (misplaced.length === 0 || !isMapping(value)) return named.decode(value, decoding)
    for (const { key, below } of misplaced) reportMisplaced(key, below, decoding)
    const incomplete = new Set(misplaced.map(({ below }) => below))
    const whole = Object.entries(value).filter(
      ([name, part]) => !isServiceKey(name, part) && !(incomplete.has(name) && part === null),
    )
    const decoded = named.decode(Object.fromEntries(whole), decoding)
    if (decoded === invalid) return invalid
    return Object.fromEntries(Object.entries(decoded).filter(([name]) => !incomplete.has(name)))
  },
}

export function reportMisplaced(key: string, below: string | undefined, decoding: Decoding): void {
  decoding.enter(key)
  decoding.report('misplaced-key', { key, below }, 'key')
  decoding.leave()
}

/** Services may be called like a key, and then say what services say. */
function isServiceKey(name: string, value: unknown): boolean {
  const isEmpty = isMapping(value) && Object.keys(value).length === 0
  return name in serviceKeys && value !== null && !isEmpty && !looksLikeService(value)
}

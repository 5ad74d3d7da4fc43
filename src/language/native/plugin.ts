/** The settings of a plugin: anything, but for what Traefik's decoder refuses or dies of. */
import { invalid, isMapping, type Decoding, type Invalid } from '../shape.ts'
import { fillVariables } from './fill.ts'
import { kindOf } from './kind.ts'
import { checkName } from './name.ts'

/** `null` inside a mapping is as if nothing were written. */
export function decodePlugin(value: unknown, key: string, decoding: Decoding): unknown {
  if (typeof value === 'string') return fillVariables(value, decoding)
  if (typeof value === 'number') return decodeNumber(value, decoding)
  if (Array.isArray(value)) return decodeItems(value, key, decoding)
  return isMapping(value) ? decodeSettings(value, key, decoding) : value
}

function decodeNumber(value: number, decoding: Decoding): number | Invalid {
  if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return value
  const help = 'Put it in quotes: plugins get texts anyway.'
  return decoding.report('bad-value', { found: value, mistake: 'is a number that freezes Traefik', help })
}

function decodeItems(items: readonly unknown[], key: string, decoding: Decoding): unknown {
  const decoded: unknown[] = []
  let fine = true
  for (const [index, item] of items.entries()) {
    decoding.enter(index)
    const one =
      Array.isArray(item) || item === null
        ? decoding.report('wrong-kind', { expects: 'a single value or a mapping', found: kindOf(item) })
        : decodePlugin(item, key, decoding)
    if (one === invalid) fine = false
    else decoded.push(one)
    decoding.leave()
  }
  return fine ? decoded : invalid
}

function decodeSettings(value: Readonly<Record<string, unknown>>, key: string, decoding: Decoding): unknown {
  const decoded = new Map<string, unknown>()
  let fine = true
  for (const [name, item] of Object.entries(value)) {
    if (item === null) continue
    decoding.enter(name)
    const one =
      name === '' || name.startsWith('[')
        ? decoding.report(
            'bad-name',
            { found: name, mistake: 'makes Traefik take the mapping for a list' },
            'key',
          )
        : (checkName(name, decoding) ?? decodePlugin(item, name, decoding))
    if (one === invalid) fine = false
    else decoded.set(name, one)
    decoding.leave()
  }
  if (!fine) return invalid
  return decoded.size === 0 ? decoding.report('empty-mapping', { key }) : Object.fromEntries(decoded)
}

/** What to do with a key that is not known here, because something else shows what was meant. */
import { codePoint } from '../../diagnostics/show.ts'
import { UNSEEN } from '../pasted.ts'
import type { Key, Keys } from '../shape.ts'

/** Surer than any word that is spelt alike. */
export function surelyMeant(
  written: string,
  mapping: Readonly<Record<string, unknown>>,
  keys: Keys,
): string | undefined {
  const joined = /^([\w-]+):(.+)$/.exec(written)
  if (joined !== null && keyOf(joined[1] ?? '', keys) !== undefined)
    return `A blank belongs behind the colon: \`${joined[1]}: ${joined[2]}\`.`
  const [, outer = '', inner = ''] = /^([\w-]+)\.([\w-]+)$/.exec(written) ?? []
  if (hasKey(keyOf(outer, keys), inner)) return `Write \`${outer}: { ${inner}: … }\`.`
  const [unseen] = UNSEEN.exec(written) ?? []
  if (unseen !== undefined)
    return `It holds a character that nobody sees (${codePoint(unseen)}): delete it, and type blanks where they belong.`
  const empty = emptyAbove(written, mapping).findLast((name) => hasKey(keys[name], written))
  return empty === undefined ? undefined : `Indent it, so that it stands below \`${empty}\`.`
}

/** The keys below which it is known. */
export function standsBelow(written: string, keys: Keys): string | undefined {
  const names = Object.keys(keys).filter((name) => hasKey(keys[name], written))
  if (names.length === 0 || names.length > 4) return undefined
  return `It is a key of ${names.map((name) => `\`${name}\``).join(', or of ')}.`
}

/** The keys above it that have no value. */
function emptyAbove(written: string, mapping: Readonly<Record<string, unknown>>): readonly string[] {
  const names = Object.keys(mapping)
  return names.slice(0, names.indexOf(written)).filter((name) => mapping[name] === null)
}

function hasKey(key: Key<unknown> | undefined, written: string): boolean {
  return key?.shape.keys !== undefined && Object.hasOwn(key.shape.keys, written)
}

function keyOf(written: string, keys: Keys): Key<unknown> | undefined {
  return Object.hasOwn(keys, written)
    ? keys[written]
    : Object.values(keys).find(({ also }) => also === written)
}

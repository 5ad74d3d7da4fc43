/**
 * Finds last good texts that must not go yet: a file that is held back seems to have taken over what they define, or one
 * that is served cannot be without it.
 *
 * Example: `shop.yaml` is renamed to `apps/shop.yaml`, and broken in one go. Nobody took the shop away.
 */
import { namesIn } from '../compiler/writtenNames.ts'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { placeAt } from '../diagnostics/lines.ts'
import { startOf } from '../diagnostics/place.ts'
import { isUnchanged, type Candidate, type Stages } from './candidate.ts'
import { allWordsOf, wordsOf } from './words.ts'

export interface LeftBehind {
  readonly file: Candidate
  /** Paths of the files that are held back. */
  readonly awaits: readonly string[]
  /** Those of them that are right, but for its absence. */
  readonly needers: readonly Candidate[]
  /** About each of them. */
  readonly diagnostics: readonly Diagnostic[]
}

export function leftBehind(files: readonly Candidate[], stages: Stages): readonly LeftBehind[] {
  const held = files.filter((file) => !file.gone && stages.get(file.path) !== 'disk')
  if (held.length === 0) return []
  const leaving = files.filter((file) => isLeaving(file, stages))
  if (leaving.length === 0) return []

  const texts = held.map((file) => {
    const { path, disk: { text } = {} } = file
    const needs = file.serving && isUnchanged(file) && stages.get(path) === 'out'
    return { file, path, text, needs, words: (needs ? allWordsOf : wordsOf)(text ?? '') }
  })
  // Who was held back for wanting what another one has does not get it because that one is renamed.
  const takers = files
    .filter((file) => stages.get(file.path) === 'disk' && !isUnchanged(file) && !file.blamed)
    .map(({ path, disk }) => ({ path, keys: namesIn(disk?.text ?? '').map(keyOf) }))
  return leaving.flatMap((file) => {
    // Nor, once it waits for some files, does anybody but those.
    const able = file.kept ? takers.filter(({ path }) => file.awaits?.has(path)) : takers
    const taken = new Set(able.flatMap(({ keys }) => keys))
    const names = namesIn(file.good?.text ?? '').filter((name) => !taken.has(keyOf(name)))
    if (names.length === 0) return []
    const heirs = texts.flatMap(({ file: heir, path, text, needs, words }) => {
      const [, name] = names.find(([, one]) => words.has(one)) ?? []
      if (name === undefined && file.awaits?.has(path) !== true) return []
      const offset = name === undefined ? undefined : words.get(name)
      const place =
        text === undefined || offset === undefined ? startOf(path) : placeAt(path, text, offset, name?.length)
      const isNeeder = needs && name !== undefined
      const diagnostic = isNeeder
        ? diagnose('still-needed', { name, from: file.path }, place)
        : diagnose('moved-here', { from: file.path, gone: file.gone === true }, place)
      return [{ heir, isNeeder, diagnostic }]
    })
    if (heirs.length === 0) return []
    return [
      {
        file,
        awaits: heirs.map(({ heir }) => heir.path),
        needers: heirs.flatMap(({ heir, isNeeder }) => (isNeeder ? [heir] : [])),
        diagnostics: heirs.map(({ diagnostic }) => diagnostic),
      },
    ]
  })
}

/** What is served of it would end with this compile, wholly or in part. */
function isLeaving(file: Candidate, stages: Stages): boolean {
  if (!file.good) return false
  if (file.gone) return stages.get(file.path) === undefined
  return file.serving && stages.get(file.path) === 'disk' && file.disk?.text !== file.good.text
}

function keyOf([kind, name]: readonly [string, string]): string {
  return `${kind}.${name}`
}

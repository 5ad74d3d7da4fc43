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
import { heirsOf, isPromised, waitingFile, type Heir } from './heirs.ts'

export interface LeftBehind {
  readonly file: Candidate
  /** Paths of files that are held back and may take its place. */
  readonly awaits: readonly string[]
  /** Files that cannot be served without it. */
  readonly needers: readonly Candidate[]
  /** About each of them. */
  readonly diagnostics: readonly Diagnostic[]
}

export function leftBehind(files: readonly Candidate[], stages: Stages): readonly LeftBehind[] {
  const held = files.filter((file) => isHeld(file, stages))
  if (held.length === 0) return []
  const leaving = files.filter((file) => isLeaving(file, stages))
  if (leaving.length === 0) return []

  const waiting = held.map((file) => waitingFile(file, stages))
  const comers = files
    .filter((file) => stages.get(file.path) === 'disk' && !isUnchanged(file))
    .map(({ path, blamed, disk }) => ({ path, blamed, keys: namesIn(disk?.text ?? '').map(keyOf) }))
  // Who was held back for wanting what another one has does not get it because that one is renamed.
  const rivals = comers.filter(({ blamed }) => blamed)
  const takers = comers.filter(({ blamed }) => !blamed)
  const wanted = new Set(rivals.flatMap(({ keys }) => keys))
  return leaving.flatMap((file) => {
    const able = isPromised(file, waiting) ? takers.filter(({ path }) => file.awaits?.has(path)) : takers
    const taken = new Set(able.flatMap(({ keys }) => keys))
    const all = namesIn(file.good?.text ?? '')
    const left = all.filter((name) => !taken.has(keyOf(name)))
    const free = left.filter((name) => !wanted.has(keyOf(name)))
    const heirs = heirsOf(file, waiting, { all, left, free })
    if (heirs.length === 0) return []
    return [
      {
        file,
        // What is broken and only needs it never takes its place: others may, while it stays broken.
        awaits: heirs.filter((heir) => !heir.isNeeder || isUnchanged(heir.file)).map(({ path }) => path),
        needers: heirs.filter(({ isNeeder }) => isNeeder).map((heir) => heir.file),
        diagnostics: heirs.filter((heir) => !heir.file.gone).map((heir) => diagnosticOf(heir, file)),
      },
    ]
  })
}

function diagnosticOf(heir: Heir, { path: from, gone }: Candidate): Diagnostic {
  const { file, path, keys, needs, name, isNeeder } = heir
  // Of a last good text a person sees no line.
  const words = isNeeder ? (isUnchanged(file) ? needs : undefined) : keys
  const offset = words?.get(name ?? '')
  const place =
    file.disk === undefined || offset === undefined
      ? startOf(path)
      : placeAt(path, file.disk.text, offset, name?.length)
  return isNeeder && name !== undefined
    ? diagnose('still-needed', { name, from }, place)
    : diagnose('moved-here', { from, gone: gone === true }, place)
}

/** Of a file that is gone: it is to be served on, and cannot be. */
function isHeld({ path, gone }: Candidate, stages: Stages): boolean {
  return gone ? stages.get(path) === 'out' : stages.get(path) !== 'disk'
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

/** Takes the texts of secret files out of a diagnostic, wherever a value of a definition has got into it. */
import type { Diagnostic } from './diagnostic.ts'

/** Nothing shorter: it would stand in any sentence by chance, and is no secret worth the name. */
const SHORTEST = 4

export function withhold(diagnostic: Diagnostic, secrets: readonly string[]): Diagnostic {
  if (secrets.length === 0) return diagnostic
  const pieces = secrets
    .flatMap((secret) => [secret.trim(), ...secret.split(/[\r\n]+/).map((line) => line.trim())])
    .filter((piece) => piece.length >= SHORTEST)
    // The longest first, so that no end of it stays.
    .toSorted((a, b) => b.length - a.length)
  const clean = (text: string): string => pieces.reduce((shown, piece) => replaceAll(shown, piece), text)
  return {
    ...diagnostic,
    message: clean(diagnostic.message),
    ...(diagnostic.help === undefined ? {} : { help: clean(diagnostic.help) }),
    notes: diagnostic.notes.map((note) => ({ ...note, message: clean(note.message) })),
  }
}

/** Hosts and names of headers may have been brought to another case. */
function replaceAll(text: string, piece: string): string {
  const lower = piece.toLowerCase()
  let shown = ''
  let rest = text
  for (let at = rest.toLowerCase().indexOf(lower); at >= 0; at = rest.toLowerCase().indexOf(lower)) {
    shown += `${rest.slice(0, at)}***`
    rest = rest.slice(at + piece.length)
  }
  return shown + rest
}

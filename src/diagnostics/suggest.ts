/** Finds the word that was probably meant. */

/** The nearest candidate by edits of one letter, or nothing when none is near. Ties go to the first candidate. */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase()
  const most = word.length <= 3 ? 1 : word.length <= 7 ? 2 : 3
  let best: { candidate: string; distance: number } | undefined
  for (const candidate of candidates) {
    if (Math.abs(joined(candidate).length - joined(word).length) > most) continue
    const distance = distanceOf(lower, candidate.toLowerCase())
    if (distance <= most && distance < candidate.length && (best === undefined || distance < best.distance))
      best = { candidate, distance }
  }
  return best?.candidate
}

/** Of two that are as near, `hsst` and `hst` mean `hsts` and not `host`: of the same letters, or with the same beginning. */
function distanceOf(word: string, candidate: string): number {
  if (joined(word) === joined(candidate)) return 0.5
  const isLike = sorted(word) === sorted(candidate) || candidate.startsWith(word)
  return edits(word, candidate) - (isLike ? 0.25 : 0)
}

/** `max_body` and `max-body` are other ways to write `maxBody`. */
function joined(word: string): string {
  return word.replace(/[-_ ]/g, '')
}

function sorted(word: string): string {
  return word.split('').toSorted().join('')
}

/** Optimal string alignment: insert, delete, replace, or swap two neighbours. */
function edits(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let distance = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        distance = Math.min(distance, (before[j - 2] ?? 0) + 1)
      row.push(distance)
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}

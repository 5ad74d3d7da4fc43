/** What has to be served, told from nothing but what was done to the files. */

/** What one of the definition files holds after an edit: a good text is told by its version, which is its host. */
export type Content = { readonly good: string } | 'bad' | 'absent'

/** What is served of a file; nothing for no service. */
export type Shown = string | undefined

/** For each file what may be served of it. */
export type Allowed = ReadonlyMap<string, ReadonlySet<Shown>>

export interface Model {
  /** Edits are about to happen: until `settle`, everything on the way is right as well. */
  expect(edits: ReadonlyMap<string, readonly Content[]>): void
  /** What has to come out at the end of the edits. */
  after(): Allowed
  /** From now on only what comes at the end of the edits is right. */
  settle(): void
  /** A number for `since`. */
  moment(): number
  /** What was right at that moment or later: an answer may have been on its way since then. */
  since(moment: number): Allowed
}

const HISTORY = 200

export function createModel(): Model {
  let now: Allowed = new Map()
  let settled: Allowed = new Map()
  let passed: Allowed[] = [now]
  let dropped = 0

  return {
    expect(edits) {
      const during = new Map(now)
      const after = new Map(now)
      for (const [file, contents] of edits) {
        const trail = trailOf(now.get(file) ?? new Set([undefined]), contents)
        during.set(file, trail.during)
        after.set(file, trail.after)
      }
      settled = after
      turn(during)
    },
    after: () => settled,
    settle: () => turn(settled),
    moment: () => dropped + passed.length - 1,
    since(moment) {
      const union = new Map<string, Set<Shown>>()
      for (const allowed of passed.slice(Math.max(0, moment - dropped)))
        for (const [file, shown] of allowed) union.set(file, new Set([...(union.get(file) ?? []), ...shown]))
      return union
    },
  }

  function turn(next: Allowed): void {
    now = next
    passed.push(next)
    if (passed.length <= HISTORY) return
    passed = passed.slice(1)
    dropped++
  }
}

/** Whether what came before the last content was seen in time, nobody knows; a bad text leaves what is served. */
function trailOf(
  before: ReadonlySet<Shown>,
  contents: readonly Content[],
): { during: ReadonlySet<Shown>; after: ReadonlySet<Shown> } {
  const possible = new Set(before)
  for (const content of contents) if (content !== 'bad') possible.add(shownOf(content))
  const last = contents.at(-1)
  const after = last === undefined || last === 'bad' ? possible : new Set([shownOf(last)])
  return { during: possible, after }
}

function shownOf(content: Exclude<Content, 'bad'>): Shown {
  return content === 'absent' ? undefined : content.good
}

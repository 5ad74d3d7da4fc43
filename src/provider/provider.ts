/** Decides what is served: looks at the folder, compiles it, and publishes what came of it or holds what there is. */
import type { Compilation, CompiledService } from '../compiler/compilation.ts'
import type { Needed } from '../compiler/needs.ts'
import type { Lifetime } from '../compiler/fragment.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { byPlace } from '../diagnostics/diagnostic.ts'
import type { Compile } from './candidate.ts'
import { changesBetween } from './changes.ts'
import { EMPTY_FOLDER, reasonToHold } from './emptiness.ts'
import type { ProviderEvent } from './event.ts'
import type { Folder } from './folder.ts'
import type { GoodText } from './goodText.ts'
import { createLedger } from './ledger.ts'
import { createListeners } from './listeners.ts'
import { quarantine, type Verdict } from './quarantine.ts'
import { restore } from './restore.ts'
import { createSnapshot, type Snapshot } from './snapshot.ts'

/** What the HTTP side sees of the provider. */
export interface Provider {
  /** Absent before the first good compile. */
  current(): Snapshot | undefined
  /** Calls `listener` after each publication; returns what ends that. */
  onPublish(listener: (snapshot: Snapshot) => void): () => void
  /** The same after each reload, whatever came of it. */
  onReload(listener: (reload: Reload) => void): () => void
  status(): Status
}

export interface Status {
  readonly served: {
    readonly revision: string
    readonly since: Date
    readonly services: readonly string[]
  } | null
  /** Which Traefik what is served needs, and why. */
  readonly needs: Needed | null
  readonly lastTry: Outcome | null
  readonly diagnostics: readonly Diagnostic[]
  readonly files: readonly FileStatus[]
  /** Of the certificates in what is served. */
  readonly certificates: readonly Lifetime[]
}

export type Outcome =
  | { readonly kind: 'published' | 'unchanged'; readonly at: Date }
  | { readonly kind: 'held'; readonly at: Date; readonly reason: string }

export interface Reload {
  readonly outcome: Outcome
  /** From the look at the folder to the end, publication included. Milliseconds, by a clock that never goes back. */
  readonly took: number
}

export interface FileStatus {
  readonly path: string
  /** `quarantined`: its last good text is served. `left-out`: it never had one, or it cannot be served beside the others. */
  readonly state: 'served' | 'quarantined' | 'left-out'
}

/** What drives the provider. */
export interface ReloadableProvider extends Provider {
  /** Never rejects. Calls that overlap run one after the other. */
  reload(): Promise<Outcome>
  /** The text that diagnostics about this file speak of. */
  sourceOf(path: string): string | undefined
  /** Files that definitions read, as they are written there: a change of theirs asks for a reload. */
  readsFrom(): readonly string[]
  /** Which definition an object of what is served comes from. */
  readonly ownerOf: Compilation['ownerOf']
  /** To be kept across a restart, and given back as `remembered`. It holds secrets. */
  lastGood(): ReadonlyMap<string, GoodText>
}

export interface ProviderOptions {
  readonly folder: Folder
  readonly compile: Compile
  /** An empty folder clears what is served. */
  readonly allowEmpty: boolean
  readonly log: (event: ProviderEvent) => void
  readonly now?: () => Date
  /** What `lastGood` gave before a restart. It is served when the first look at the folder gives nothing to serve. */
  readonly remembered?: ReadonlyMap<string, GoodText>
}

export function createProvider(options: ProviderOptions): ReloadableProvider {
  const { folder, compile, allowEmpty, log, now = () => new Date() } = options
  let remembered = options.remembered ?? new Map<string, GoodText>()
  const ledger = createLedger(remembered)
  const publications = createListeners<Snapshot>(tellFailure)
  const reloads = createListeners<Reload>(tellFailure)
  let snapshot: Snapshot | undefined
  let services: ReadonlyMap<string, CompiledService> = new Map()
  let served: Compilation | undefined
  let diagnostics: readonly Diagnostic[] = []
  let reads: ReadonlySet<string> = new Set()
  let lastTry: Outcome | null = null
  let lastReload: Promise<unknown> = Promise.resolve()

  return {
    current: () => snapshot,
    onPublish: (listener) => publications.add(listener),
    onReload: (listener) => reloads.add(listener),
    status: () => ({
      served: snapshot
        ? { revision: snapshot.revision, since: snapshot.since, services: snapshot.services }
        : null,
      needs: served?.needs ?? null,
      lastTry,
      diagnostics,
      files: ledger.files(),
      certificates: served?.lifetimes ?? [],
    }),
    reload() {
      const reload = lastReload.then(tryReload)
      lastReload = reload
      return reload
    },
    sourceOf: (path) => ledger.sourceOf(path),
    readsFrom: () => [...reads].sort(),
    lastGood: () => ledger.lastGood(),
    ownerOf: (section, name) => served?.ownerOf(section, name),
  }

  async function tryReload(): Promise<Outcome> {
    const start = performance.now()
    try {
      lastTry = await lookAndCompile(start)
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      lastTry = fail(`an internal error came up: ${problem}`, error)
    }
    reloads.tell({ outcome: lastTry, took: performance.now() - start })
    return lastTry
  }

  async function lookAndCompile(start: number): Promise<Outcome> {
    const look = await folder.look()
    if (look.state === 'missing') return hold(look.reason)
    if (look.files.size === 0 && !allowEmpty) return hold(EMPTY_FOLDER)

    const tick = ledger.see(look.files)
    const verdict = quarantine(ledger.candidates(), compile, tick)
    reads = verdict.reads
    tellMistakes(verdict)
    const reason = reasonToHold(verdict.compilation, verdict.stages, allowEmpty)
    if (reason !== undefined) return hold(reason)
    return offer(verdict, start)
  }

  function tellMistakes({ diagnostics: found, stages }: Verdict): void {
    const all = [...ledger.problems(), ...found].sort(byPlace)
    const isNew = JSON.stringify(all) !== JSON.stringify(diagnostics)
    diagnostics = all
    const { mended, dropped, lost } = ledger.judge(stages)
    if (isNew && all.length > 0) log({ kind: 'mistakes', diagnostics: all })
    if (mended.length > 0) log({ kind: 'mended', files: mended })
    if (dropped.length > 0) log({ kind: 'dropped', files: dropped })
    if (lost.length > 0) log({ kind: 'lost', files: lost })
  }

  function offer(verdict: Verdict, start: number): Outcome {
    const { compilation } = verdict
    if (!compilation.sections) throw new Error('The compiler found no error and made no configuration.')
    const { sections, services: compiled, traefikVersion } = compilation
    const made = createSnapshot(sections, compiled.keys(), now(), snapshot, traefikVersion)
    if ('violations' in made) {
      const [{ path, problem }] = made.violations
      return fail(`the configuration would be refused by Traefik: ${path.join('.')}: ${problem}`)
    }
    ledger.accept(verdict)
    const before = services
    services = compiled
    served = compilation
    if (made.snapshot === snapshot) {
      log({ kind: 'unchanged' })
      return { kind: 'unchanged', at: now() }
    }
    publish(made.snapshot)
    const durationMs = Math.round(performance.now() - start)
    const { revision } = made.snapshot
    log({ kind: 'published', revision, ...changesBetween(before, services), diagnostics, durationMs })
    return { kind: 'published', at: made.snapshot.since }
  }

  function publish(next: Snapshot): void {
    snapshot = next
    remembered = new Map()
    publications.tell(next)
  }

  function tellFailure(error: unknown): void {
    log({ kind: 'fault', problem: 'a listener failed', error })
  }

  function hold(reason: string): Outcome {
    if (!isHeldFor(reason)) log({ kind: 'held', reason })
    if (snapshot === undefined) serveRemembered()
    return { kind: 'held', at: now(), reason }
  }

  /** Tried once: the texts stay the same. */
  function serveRemembered(): void {
    const texts = remembered
    remembered = new Map()
    try {
      const verdict = restore(texts, compile, allowEmpty)
      if (verdict?.compilation.sections === undefined) return
      const { sections, services: restored, traefikVersion } = verdict.compilation
      const made = createSnapshot(sections, restored.keys(), now(), undefined, traefikVersion)
      if ('violations' in made) throw new Error(`Traefik would refuse ${made.violations[0].path.join('.')}.`)
      services = restored
      served = verdict.compilation
      publish(made.snapshot)
      log({ kind: 'restored', revision: made.snapshot.revision, services: restored.size })
      const lost = [...verdict.stages].filter(([, stage]) => stage === 'out').map(([path]) => path)
      if (lost.length > 0) log({ kind: 'lost', files: lost })
    } catch (error) {
      log({ kind: 'fault', problem: 'what was served before the restart cannot be made again', error })
    }
  }

  function fail(problem: string, error?: unknown): Outcome {
    if (!isHeldFor(problem)) log({ kind: 'fault', problem, ...(error === undefined ? {} : { error }) })
    return hold(problem)
  }

  function isHeldFor(reason: string): boolean {
    return lastTry?.kind === 'held' && lastTry.reason === reason
  }
}

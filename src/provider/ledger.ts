/** Remembers for each file the text on disk and the last good text. */
import type { SourceFile } from '../compiler/source.ts'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { startOf } from '../diagnostics/place.ts'
import type { Candidate, Stages } from './candidate.ts'
import type { FileLook } from './folder.ts'
import { passOn, type Gone } from './gone.ts'
import type { GoodText } from './goodText.ts'
import type { FileStatus } from './provider.ts'
import type { Verdict } from './quarantine.ts'

export interface Ledger {
  /** Takes in what a folder that is present holds; returns the number of this look, which every change in it bears. */
  see(files: ReadonlyMap<string, FileLook>): number
  /** Every file on disk, and every one that is gone and may be missed, sorted by path. */
  candidates(): readonly Candidate[]
  problems(): readonly Diagnostic[]
  /** Notes which text of each file is taken; returns the files whose state changed for the better or the worse. */
  judge(stages: Stages): Turns
  /** What was judged is served now: its texts are the last good ones, and files that are gone are forgotten. */
  accept(verdict: Verdict): void
  sourceOf(path: string): string | undefined
  files(): readonly FileStatus[]
  /** What a restart must not forget, by path. */
  lastGood(): ReadonlyMap<string, GoodText>
}

export interface Turns {
  /** They were held back, and their text on disk is taken now. */
  readonly mended: readonly string[]
  /** They were held back, are gone, and nobody seems to have taken their place. */
  readonly dropped: readonly string[]
  /** Not even their last good text can be served any more. */
  readonly lost: readonly string[]
}

interface Entry {
  readonly path: string
  /** Absent when the file is gone. */
  disk: (FileLook & Dated) | undefined
  gone: Gone | undefined
  good: (GoodText & Dated) | undefined
  /** `good` is part of what is served. */
  serving: boolean
  state: FileStatus['state'] | undefined
  /** The text on disk was judged and not taken. */
  blamed: boolean
}

interface Dated {
  /** The number of the look that found it. */
  readonly changed: number
}

/** `remembered` are the last good texts of the process before this one. */
export function createLedger(remembered: ReadonlyMap<string, GoodText> = new Map()): Ledger {
  const entries = new Map<string, Entry>()
  for (const [path, good] of remembered) entries.set(path, rememberedEntry(path, good))
  let tick = 0

  return {
    see(files) {
      tick++
      const went: Entry[] = []
      const came: Entry[] = []
      // These came before a restart.
      const awaited = new Set(
        tick === 1 ? [...entries.values()].flatMap(({ gone }) => [...(gone?.awaits ?? [])]) : [],
      )
      for (const entry of entries.values()) {
        if (files.has(entry.path)) continue
        if (entry.disk || tick === 1) went.push(entry)
        if (entry.disk) entry.gone = { left: entry.disk, awaits: new Set(), kept: false }
        entry.disk = undefined
      }
      for (const [path, found] of files) {
        const known = entries.get(path)
        const entry = known ?? newEntry(path)
        if (!known && !awaited.has(path)) came.push(entry)
        const look = isEmptied(found, entry)
          ? { problem: diagnose('emptied-file', {}, startOf(path)) }
          : found
        entries.set(path, entry)
        entry.gone = undefined
        if (entry.disk && isSameLook(entry.disk, look)) continue
        entry.disk = { ...look, changed: dateOf(look, entry, tick) }
        entry.blamed = false
      }
      passOn(
        [...entries.values()].filter(({ gone }) => gone),
        went,
        came,
      )
      return tick
    },
    candidates: () =>
      [...entries.values()]
        .filter(({ disk, good }) => disk ?? good)
        .sort(byPath)
        .map((entry) => toCandidate(entry, tick)),
    problems: () => sorted().flatMap(({ disk }) => (disk && 'problem' in disk ? [disk.problem] : [])),
    judge(stages) {
      const mended: string[] = []
      const dropped: string[] = []
      const lost: string[] = []
      for (const entry of sorted()) {
        const stage = stages.get(entry.path)
        if (!entry.disk) {
          const wasHeld = entry.state !== undefined && entry.state !== 'served'
          if (wasHeld && (stage === undefined || stage === 'out')) dropped.push(entry.path)
          entry.state = undefined
          continue
        }
        const state = stage === 'disk' ? 'served' : stage === 'out' ? 'left-out' : 'quarantined'
        if (state === 'served' && entry.state !== undefined && entry.state !== 'served')
          mended.push(entry.path)
        if (state === 'left-out' && entry.good && entry.state !== 'left-out') lost.push(entry.path)
        entry.state = state
        entry.blamed = state !== 'served'
      }
      return { mended, dropped, lost }
    },
    accept({ stages, awaits, compilation: { readings } }) {
      for (const entry of entries.values()) {
        const { path, disk, gone } = entry
        const stage = stages.get(path)
        if (stage === 'disk' && disk && 'text' in disk)
          entry.good = { text: disk.text, changed: disk.changed, readings: readings.get(path) ?? new Map() }
        else if (stage === 'renewed' && entry.good)
          entry.good = { ...entry.good, readings: readings.get(path) ?? new Map() }
        entry.serving = stage !== undefined && stage !== 'out'
        if (gone) entry.gone = { ...gone, awaits: new Set(awaits.get(path)), kept: true }
        if (!disk && !entry.serving) entries.delete(path)
      }
    },
    sourceOf(path) {
      const entry = entries.get(path)
      return entry?.disk && 'text' in entry.disk ? entry.disk.text : entry?.good?.text
    },
    files: () =>
      [...entries.values()]
        .filter(({ disk, serving }) => disk !== undefined || serving)
        .sort(byPath)
        .map(({ path, disk, state }) => ({ path, state: disk ? (state ?? 'left-out') : 'quarantined' })),
    lastGood: () =>
      new Map(
        [...entries.values()].flatMap(({ path, good, serving, gone }) =>
          good && serving ? [[path, toGoodText(good, gone)]] : [],
        ),
      ),
  }

  function sorted(): Entry[] {
    return [...entries.values()].sort(byPath)
  }
}

function byPath(a: Entry, b: Entry): number {
  return a.path < b.path ? -1 : 1
}

function newEntry(path: string): Entry {
  return {
    path,
    disk: undefined,
    gone: undefined,
    good: undefined,
    serving: false,
    state: undefined,
    blamed: false,
  }
}

/** Gone, until the first look shows it. */
function rememberedEntry(path: string, { awaits, ...good }: GoodText): Entry {
  const gone = { left: undefined, awaits: new Set(awaits), kept: awaits !== undefined }
  return { ...newEntry(path), gone, good: { ...good, changed: 0 }, serving: true }
}

function toGoodText({ text, readings }: GoodText, gone: Gone | undefined): GoodText {
  return { text, readings, ...(gone && gone.awaits.size > 0 ? { awaits: [...gone.awaits].sort() } : {}) }
}

function isSameLook(a: FileLook, b: FileLook): boolean {
  if ('text' in a) return 'text' in b && a.text === b.text
  return 'problem' in b && a.problem.code === b.problem.code && a.problem.message === b.problem.message
}

/** Many programs cut a file to nothing before they write it anew, and on a full disk it stays so. */
function isEmptied(look: FileLook, { good }: Entry): boolean {
  return 'text' in look && saysNothing(look.text) && good !== undefined && !saysNothing(good.text)
}

/** Not even that there is nothing: that would be `services: {}`. */
function saysNothing(text: string): boolean {
  return /^(?:\s*services:)?\s*$/.test(text)
}

/** A text that comes back to the one that is served is as old as that. */
function dateOf(look: FileLook, { good, serving }: Entry, tick: number): number {
  return good && serving && 'text' in look && look.text === good.text ? good.changed : tick
}

/**
 * A text that was held back before counts as later than all that are served, and than what changed since:
 * whoever comes second to a host has to yield, also when the first edits his file again.
 */
function toCandidate({ path, disk, gone, good, serving, blamed }: Entry, tick: number): Candidate {
  const goodChanged = good && (serving ? good.changed : tick + good.changed)
  const isGood = disk && 'text' in disk && serving && disk.text === good?.text
  const diskChanged = disk && (isGood || !blamed ? disk.changed : tick + disk.changed)
  const source = (text: string, changed: number): SourceFile => ({ path, text, changed })
  return {
    path,
    ...(disk && 'text' in disk && diskChanged !== undefined ? { disk: source(disk.text, diskChanged) } : {}),
    ...(good && goodChanged !== undefined
      ? { good: { ...source(good.text, goodChanged), readings: good.readings } }
      : {}),
    serving,
    ...(blamed ? { blamed } : {}),
    ...(gone ? { gone: true, awaits: gone.awaits, kept: gone.kept } : {}),
  }
}

/** Definitions in, Traefik's configuration out: the whole way on one screen. */
import { byPlace, diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { collect } from './collect.ts'
import type { Compilation } from './compilation.ts'
import { findConflicts } from './conflicts.ts'
import { readingsOf } from './inquiry.ts'
import { createMemories } from './memories.ts'
import { merge } from './merge.ts'
import { createReader } from './reader.ts'
import type { SourceFile, World } from './source.ts'

export type Compile = (files: readonly SourceFile[], world: World) => Compilation

export interface CompilerOptions {
  /** The oldest Traefik that is served: `3.5`. */
  readonly traefikVersion?: string | undefined
}

/** Remembers what it made before; the result is the same as that of a new compiler. */
export function createCompiler(options: CompilerOptions = {}): Compile {
  const remembered = createMemories(options)

  return (files, world) => {
    const diagnostics: Diagnostic[] = []
    const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic)
    const reader = createReader(files, world)

    const decoded = files.toSorted(byChange).map((file) => remembered.decode(file, world, reader))
    for (const { value } of decoded) diagnostics.push(...value.diagnostics)

    const collection = collect(
      decoded.map(({ value }) => value),
      report,
    )
    const shared = remembered.share(collection, reader)
    diagnostics.push(...shared.value.diagnostics)

    const parts = [...collection.services].map(([service, written]) =>
      remembered.translate(service, written, shared.value, world, reader),
    )
    for (const { value } of parts) diagnostics.push(...value.diagnostics)

    const served = parts.map(({ value }) => value).filter((part) => part.enabled)
    findConflicts(served, report)
    const { config, collisions } = merge(served)
    for (const { name, part, other } of collisions) {
      report(
        diagnose('name-collision', { name, service: part.service, other: other.service }, part.place(), [
          { message: `\`${other.service}\` is here.`, place: other.place() },
        ]),
      )
    }

    remembered.tidy()
    const fine = !diagnostics.some((diagnostic) => diagnostic.severity === 'error')
    return {
      ...(fine ? { config } : {}),
      diagnostics: diagnostics.sort(byPlace),
      services: new Map(served.map((part) => [part.service, part])),
      readings: readingsOf([...decoded, shared, ...parts]),
      emptyOnPurpose: collection.emptyOnPurpose || (parts.length > 0 && served.length === 0),
    }
  }
}

/** The earliest change first; of the same age, by path. */
function byChange(a: SourceFile, b: SourceFile): number {
  return a.changed - b.changed || (a.path < b.path ? -1 : 1)
}

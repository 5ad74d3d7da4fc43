/** Definitions in, Traefik's configuration out: the whole way on one screen. */
import { byPlace } from '../diagnostics/diagnostic.ts'
import { withhold } from '../diagnostics/withhold.ts'
import { configOf } from '../traefik/objects.ts'
import { both } from './change.ts'
import { createCollection } from './collect.ts'
import type { Compilation } from './compilation.ts'
import { createConflicts } from './conflicts.ts'
import { createFiles } from './files.ts'
import { readingsOf } from './inquiry.ts'
import { createMemories } from './memories.ts'
import { createMentions, mistakenIn } from './mentions.ts'
import { createMerge } from './merge.ts'
import { createNeeds, neededBy } from './needs.ts'
import { createParts } from './parts.ts'
import { createStreamChecks } from './streamChecks.ts'
import { createUnreachable } from './unreachable.ts'
import { createReader } from './reader.ts'
import { createSharedRedirects } from './sharedRedirects.ts'
import type { SourceFile, World } from './source.ts'

export type Compile = (files: readonly SourceFile[], world: World) => Compilation

export interface CompilerOptions {
  /** The oldest Traefik that is served: `3.5`. Wins over what the definitions say. */
  readonly traefikVersion?: string | undefined
}

/** Remembers what it made before, and hands on what changed; the result is the same as that of a new compiler. */
export function createCompiler(options: CompilerOptions = {}): Compile {
  let stages = createStages(options)

  return (sources, world) => {
    try {
      return run(stages, sources, world)
    } catch (error) {
      // A stage that was left half way would be wrong for ever.
      stages = createStages(options)
      throw error
    }
  }
}

function run(stages: Stages, sources: readonly SourceFile[], world: World): Compilation {
  const { memories, files, collection, parts, redirects, merge, mentions, needs, between } = stages
  const reader = createReader(sources, world)

  const definitions = collection.update(files.update(sources, world, reader))
  const commons = collection.commons()
  const shared = memories.share(commons, reader)
  const translated = parts.update(definitions, shared.value, world, reader)
  merge.update(both(translated, redirects.update(translated)))
  for (const stage of [mentions, needs, ...between]) stage.update(translated)
  memories.tidy()

  const secrets = files.secrets()
  const diagnostics = [files, collection, parts, merge, ...between]
    .flatMap((stage) => stage.diagnostics())
    .concat(shared.value.diagnostics)
    .concat(mentions.diagnostics(merge.sections(), mistakenIn(files, parts)))
    .concat(needs.diagnostics(shared.value.traefikVersion))
    .map((diagnostic) => withhold(diagnostic, secrets))
    .sort(byPlace)
  const fine = !diagnostics.some((diagnostic) => diagnostic.severity === 'error')
  const sections = fine ? merge.sections() : undefined
  const needy = needs.needy()
  return {
    sections,
    get config() {
      return sections === undefined ? undefined : configOf(sections)
    },
    diagnostics,
    services: parts.served(),
    switchedOff: () => parts.switchedOff(),
    get needs() {
      return neededBy(needy)
    },
    traefikVersion: shared.value.traefikVersion,
    readings: readingsOf([...files.asking(), shared, ...parts.asking()]),
    lifetimes: parts.lifetimes(),
    ownerOf: (section, name) => merge.ownerOf(section, name),
    sharesOf: (service) => redirects.sharesOf(service),
    emptyOnPurpose: commons.emptyOnPurpose || parts.allDisabled(),
  }
}

type Stages = ReturnType<typeof createStages>

function createStages(options: CompilerOptions) {
  const memories = createMemories(options)
  return {
    memories,
    files: createFiles(memories),
    collection: createCollection(),
    parts: createParts(memories),
    redirects: createSharedRedirects(),
    merge: createMerge(),
    mentions: createMentions(),
    needs: createNeeds(),
    /** What only shows when parts are looked at together. */
    between: [createConflicts(), createUnreachable(), createStreamChecks()],
  }
}

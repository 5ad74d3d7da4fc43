/** Definitions in, Traefik's configuration out: the whole way on one screen. */
import { byPlace, diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { collect, placeOf, type Collection, type Written } from './collect.ts'
import type { Compilation, CompiledService } from './compilation.ts'
import { findConflicts } from './conflicts.ts'
import type { Context } from './context.ts'
import { decodeFile, type DecodedFile } from './decodeFile.ts'
import { fingerprint } from './fingerprint.ts'
import type { Fragment } from './fragment.ts'
import { merge } from './merge.ts'
import { profilesOf } from './profiles.ts'
import { providersOf } from './providers.ts'
import { createReader, type Reader } from './reader.ts'
import type { SourceFile, World } from './source.ts'
import { subjectsOf } from './subjects.ts'
import { translateService } from './translate/service.ts'

export type Compile = (files: readonly SourceFile[], world: World) => Compilation

export interface CompilerOptions {
  /** The oldest Traefik that is served: `3.5`. */
  readonly traefikVersion?: string | undefined
}

/** Remembers what the texts it saw last mean; the result is the same as that of a new compiler. */
export function createCompiler({ traefikVersion }: CompilerOptions = {}): Compile {
  const remembered = new Map<string, { text: string; env: World['env']; decoded: DecodedFile }>()

  return (files, world) => {
    const diagnostics: Diagnostic[] = []
    const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic)
    const reader = createReader(world)

    const decoded = files.toSorted(byChange).map((source) => ({ source, decoded: decode(source, world.env) }))
    for (const file of decoded) diagnostics.push(...file.decoded.diagnostics)
    const collection = collect(decoded, report)
    const context = contextOf(collection, world, reader, report, traefikVersion)

    const parts = [...collection.services].map(([service, written]) => {
      const subjects = subjectsOf(service, written, collection, report)
      const own: Context = { ...context, readFile: (path) => reader.read(written.source, path) }
      const fragment = translateService(subjects, own)
      return { service, written, fragment, enabled: subjects[0]?.keys.enabled !== false }
    })
    const served = parts.filter((part) => part.enabled)
    findConflicts(
      served.map(({ service, fragment }) => ({ service, claims: fragment.claims })),
      report,
    )
    const { config, collisions } = merge(served)
    for (const { name, service, other } of collisions) {
      const [later, earlier] = [collection.services.get(service), collection.services.get(other)]
      if (later !== undefined && earlier !== undefined) {
        report(
          diagnose('name-collision', { name, service, other }, placeOf(later), [
            { message: `\`${other}\` is here.`, place: placeOf(earlier) },
          ]),
        )
      }
    }

    forgetOthers(files)
    const fine = !diagnostics.some((diagnostic) => diagnostic.severity === 'error')
    return {
      ...(fine ? { config } : {}),
      diagnostics: diagnostics.sort(byPlace),
      services: new Map(
        served.map(({ service, written, fragment }) => [service, compiled(written, fragment)]),
      ),
      readings: reader.readings,
      emptyOnPurpose: collection.emptyOnPurpose || (parts.length > 0 && served.length === 0),
    }
  }

  function decode({ path, text }: SourceFile, env: World['env']): DecodedFile {
    const known = remembered.get(path)
    if (known !== undefined && known.text === text && known.env === env) return known.decoded
    const decoded = decodeFile(path, text, env)
    remembered.set(path, { text, env, decoded })
    return decoded
  }

  function forgetOthers(files: readonly SourceFile[]): void {
    if (remembered.size === files.length) return
    const paths = new Set(files.map((file) => file.path))
    for (const path of remembered.keys()) if (!paths.has(path)) remembered.delete(path)
  }
}

/** The earliest change first; of the same age, by path. */
function byChange(a: SourceFile, b: SourceFile): number {
  return a.changed - b.changed || (a.path < b.path ? -1 : 1)
}

function contextOf(
  collection: Collection,
  world: World,
  reader: Reader,
  report: (diagnostic: Diagnostic) => void,
  traefikVersion: string | undefined,
): Omit<Context, 'readFile'> {
  const { http, https } = collection.defaults?.value.entryPoints ?? {}
  return {
    entryPoints: { http: http ?? 'web', https: https ?? 'websecure' },
    profiles: profilesOf(collection, (written, path) => reader.read(written.source, path), report),
    profileNames: collection.profileNames,
    providers: providersOf(collection, report),
    providerNames: collection.providerNames,
    traefikVersion,
    now: () => world.now(),
    inspectCertificate: (certificate, key) => world.inspectCertificate(certificate, key),
  }
}

function compiled(written: Written<unknown>, fragment: Fragment): CompiledService {
  const { claims: _claims, ...served } = fragment
  return { place: () => placeOf(written), fingerprint: fingerprint(JSON.stringify(served)) }
}

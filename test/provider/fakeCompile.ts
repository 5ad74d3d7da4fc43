/** A compiler with a language of one line each, for tests of the provider: what it understands stands beside each case. */
import type { Compilation, CompiledService } from '../../src/compiler/compilation.ts'
import type { FileReading, SourceFile } from '../../src/compiler/source.ts'
import { byPlace, diagnose, type Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import type { Place } from '../../src/diagnostics/place.ts'
import type { Middleware, TraefikConfig } from '../../src/traefik/config.ts'
import { objectsIn, sectionsOf } from '../../src/traefik/objects.ts'

export interface FakeCompile {
  (files: readonly SourceFile[]): Compilation
  /** How often it was called. */
  calls(): number
}

/** `disk` is what `reads` lines find. */
export function createFakeCompile(disk: ReadonlyMap<string, string> = new Map()): FakeCompile {
  let calls = 0
  return Object.assign(compile, { calls: () => calls })

  function compile(files: readonly SourceFile[]): Compilation {
    calls++
    const diagnostics: Diagnostic[] = []
    const middlewares: Record<string, Middleware> = {}
    const services = new Map<string, CompiledService>()
    const readings = new Map<string, Map<string, FileReading>>()
    const owners = new Map<string, Place>()
    const offers = new Set<string>()
    const needs: { name: string; place: Place }[] = []
    let emptyOnPurpose = false
    let refused = false

    const add = (name: string, value: string, place: Place): void => {
      const earlier = owners.get(name)
      if (earlier) {
        const notes = [{ message: 'It is here.', place: earlier }]
        diagnostics.push(diagnose('duplicate-service', { name }, place, notes))
        return
      }
      owners.set(name, place)
      services.set(name, {
        place: () => place,
        fingerprint: () => value,
        objects: [],
        redirects: [],
        origins: () => new Map(),
      })
      middlewares[name] = { headers: { customResponseHeaders: { 'X-Value': value } } }
    }

    for (const file of files.toSorted((a, b) => a.changed - b.changed || (a.path < b.path ? -1 : 1))) {
      for (const [index, line] of file.text.split('\n').entries()) {
        const place = { file: file.path, line: index + 1, column: 1, length: 1 }
        const [word, name = '', value = ''] = line.split(' ')
        switch (word) {
          // `service a 1`: of two in different files, the later is blamed.
          case 'service':
            add(name, value, place)
            break
          // `secret a key.pem`: a service whose value is what another file holds.
          case 'secret': {
            const text = disk.get(value)
            const reading = file.readings?.get(value) ?? (text === undefined ? { problem: 'gone' } : { text })
            readings.set(file.path, (readings.get(file.path) ?? new Map()).set(value, reading))
            if ('text' in reading)
              add(reading.text.startsWith('=') ? reading.text.slice(1) : name, reading.text, place)
            else diagnostics.push(diagnose('unreadable-file', { problem: reading.problem }, place))
            break
          }
          case 'offers':
            offers.add(name)
            break
          // `needs x`: a mistake at this place when no file offers it, without a note.
          case 'needs':
            needs.push({ name, place })
            break
          case 'error':
            diagnostics.push(diagnose('unreadable-file', { problem: name }, place))
            break
          case 'warning':
            diagnostics.push(diagnose('unused-key', { key: name, why: 'this is a test' }, place))
            break
          case 'empty':
            emptyOnPurpose = true
            break
          case 'refused':
            refused = true
            break
          case 'throw':
            throw new Error('the compiler has a bug')
          case 'blame-stranger':
            diagnostics.push(
              diagnose('unreadable-file', { problem: 'x' }, { ...place, file: 'stranger.yaml' }),
            )
            break
          default:
        }
      }
    }
    for (const { name, place } of needs)
      if (!offers.has(name)) diagnostics.push(diagnose('unreadable-file', { problem: `no ${name}` }, place))

    const config: TraefikConfig = services.size > 0 ? { http: { middlewares } } : {}
    if (refused) config.tcp = { nonsense: { x: {} } }
    return {
      ...(diagnostics.some((diagnostic) => diagnostic.severity === 'error')
        ? {}
        : { config, sections: sectionsOf(objectsIn(config)) }),
      diagnostics: diagnostics.sort(byPlace),
      services,
      needs: { version: '3.0', because: [] },
      traefikVersion: undefined,
      readings,
      lifetimes: [],
      emptyOnPurpose,
      ownerOf: () => undefined,
      switchedOff: () => new Map(),
      sharesOf: () => [],
    }
  }
}

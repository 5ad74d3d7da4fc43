/** What services become says nothing that Traefik does anyway: every field costs at each change. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { ROOT } from '../../src/traefik/schema.ts'
import { typeOf, type FieldType } from '../../src/traefik/field.ts'

/** How parts stand to each other is told of all of them; and which PROXY protocol it is. */
const SAID_ANYWAY = /\.weighted\.services\.\d+\.weight$|\.proxyProtocol\.version$/

test('no golden case emits the default of Traefik', (t) => {
  let fields = 0
  const found = casesOf('test/cases').flatMap(([name, config]) =>
    [...defaultsIn(config, typeOf(ROOT), name, () => fields++)].filter((path) => !SAID_ANYWAY.test(path)),
  )
  t.same(found, [])
  t.ok(fields > 1000, `${fields} fields were looked at`)
  t.end()
})

/** But for what is written in Traefik's own words, which is served as it is. */
function casesOf(folder: string): readonly (readonly [string, unknown])[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt') && !/^(?:native|way-out)\//.test(name))
    .flatMap((name) => {
      const [, written] = readFileSync(join(folder, name), 'utf8').split('=== config\n')
      return written === undefined ? [] : [[name, JSON.parse(written)] as const]
    })
}

function* defaultsIn(value: unknown, type: FieldType, path: string, look: () => void): Generator<string> {
  if (typeof value !== 'object' || value === null || type.kind === 'scalar') return
  for (const [key, item] of Object.entries(value)) {
    look()
    const field = type.kind === 'object' ? type.fields[key] : undefined
    const at = `${path}.${key}`
    if (field?.default !== undefined && JSON.stringify(field.default) === JSON.stringify(item)) yield at
    const below = type.kind === 'object' ? typeOf(field?.type ?? 'any') : type.of
    yield* defaultsIn(item, below, at, look)
  }
}

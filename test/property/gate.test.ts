/** Nothing we serve can be refused: random definitions, and random sabotage, compile or have a placed diagnostic. */
import * as fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import tap, { test } from 'tap'
import { serviceKeys } from '../../src/language/service.ts'
import { compileText, faultOf, write } from './body.ts'
import { definition } from './definition.ts'
import { sabotaged } from './hostile.ts'
import { native } from './native.ts'
import { SERVICE_KEYS } from './service.ts'

tap.setTimeout(600_000)

/** `RUNS=100000 npm test` looks longer, `SEED=7 npm test` elsewhere. The gate itself looks at the same every time. */
const RUNS = Number(process.env['RUNS'] ?? 5000)
const seed = Number(process.env['SEED'] ?? 20261125)

test('every key of a service is tried', (t) => {
  const keys = Object.keys(serviceKeys).filter((key) => key !== 'routes')
  t.same(
    keys.filter((key) => SERVICE_KEYS[key] === undefined),
    [],
    'give a new key its values in test/property/service.ts',
  )
  t.end()
})

test('what a person could write compiles, or has a diagnostic at its place', (t) => {
  const compiled = tryAll(definition)
  t.comment(`${RUNS} definitions, ${compiled} compiled`)
  t.ok(compiled > RUNS / 3, 'a good part compiles, so that something is shown')
  t.end()
})

test("a file in Traefik's own words compiles, or has a diagnostic at its place", (t) => {
  const compiled = tryAll(native)
  t.comment(`${RUNS} files, ${compiled} compiled`)
  t.ok(compiled > RUNS / 10, 'a good part compiles, so that something is shown')
  t.end()
})

test('a hostile text in any position compiles harmlessly, or has a diagnostic at its place', (t) => {
  const compiled = tryAll(sabotaged(fc.oneof(definition, native)))
  t.comment(`${RUNS} files, ${compiled} compiled`)
  t.ok(compiled > 0 && compiled < RUNS)
  t.end()
})

/** How many of them compiled. */
function tryAll(files: Arbitrary<unknown>): number {
  let compiled = 0
  fc.assert(
    fc.property(files, fc.boolean(), (value, asJson) => {
      const text = write(value, asJson)
      const compilation = compileText(text)
      if (compilation.config !== undefined) compiled++
      const fault = faultOf(text, compilation)
      if (fault !== undefined) throw new Error(`${fault}\n${text}`)
    }),
    { numRuns: RUNS, seed },
  )
  return compiled
}

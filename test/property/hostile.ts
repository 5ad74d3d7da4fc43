/** Puts a hostile text into some position of a definition: in place of a value, into the middle of one, or as a key. */
import * as fc from 'fast-check'
import type { Arbitrary } from 'fast-check'

const TEXTS: readonly string[] = [
  '`) || Host(`evil.example',
  '") || PathPrefix("/',
  'a`b',
  'x\r\nX-Injected: 1',
  'x\nX-Injected: 1',
  'x\u0000y',
  'x\u001by',
  'x\u007fy',
  '\u0085',
  '\u0080\u009f',
  '\u2028\u2029',
  '\ufeffx',
  '\ufffe\uffff',
  '\ud800',
  '😀',
  '../../etc/passwd',
  '/etc/passwd',
  '${file:/etc/passwd}',
  '${HOME',
  '${}',
  '$$',
  '${1}',
  '║',
  'a║b',
  '@docker',
  'x@file',
  '<script>alert(1)</script>',
  '{{ env "HOME" }}',
  '-----BEGIN PRIVATE KEY-----',
  'http://a:b@c/',
  'http://[::1',
  'http://x/?q#f',
  '999.1.1.1/40',
  '(?<!x)y',
  '(a+)+$',
  '\\1',
  '[',
  '*',
  '**.example.com',
  '%zz',
  '%',
  '//',
  '/../x',
  '~',
  'null',
  'true',
  '1e999',
  '0x7fffffffffffffff',
  '99999999999999999999',
  '-1',
  '1.5',
  '10 s',
  '1d1',
  'yes',
  '<<',
  '__proto__',
  'constructor',
  '',
  ' ',
  '\t',
  'x'.repeat(2000),
]

const VALUES: Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -1,
      1.5,
      1e21,
      2 ** 53,
      [],
      {},
      [[]],
      [null],
      { '': '' },
      [{}],
      { a: { b: {} } },
    ),
  },
)

/** The definition with one position changed. */
export function sabotaged(definition: Arbitrary<Readonly<Record<string, unknown>>>): Arbitrary<unknown> {
  return fc
    .tuple(definition, VALUES, fc.nat(), fc.constantFrom('replace', 'append', 'key'))
    .map(([root, value, seed, how]) => {
      const changed: unknown = structuredClone(root)
      const positions = positionsOf(changed)
      const position = positions[seed % positions.length]
      if (position === undefined) return value
      const { holder, key } = position
      const old = holder[key]
      if (how === 'key' && !Array.isArray(holder) && typeof value === 'string') {
        Reflect.deleteProperty(holder, key)
        Object.defineProperty(holder, value, {
          value: old,
          enumerable: true,
          configurable: true,
          writable: true,
        })
      } else
        holder[key] =
          how === 'append' && typeof old === 'string' && typeof value === 'string' ? old + value : value
      return changed
    })
}

interface Position {
  readonly holder: Record<string | number, unknown>
  readonly key: string
}

function positionsOf(value: unknown): Position[] {
  if (!isHolder(value)) return []
  return Object.entries(value).flatMap(([key, part]) => [{ holder: value, key }, ...positionsOf(part)])
}

function isHolder(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null
}

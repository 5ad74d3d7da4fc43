/** What a random definition becomes, and whether that can be sent. */
import { readFileSync } from 'node:fs'
import { dump } from 'js-yaml'
import { parse as parseYaml } from 'yaml'
import { createCompiler } from '../../src/compiler/compile.ts'
import type { Compilation } from '../../src/compiler/compilation.ts'
import type { World } from '../../src/compiler/source.ts'
import { inspectCertificate } from '../../src/disk/certificate.ts'
import { admit } from '../../src/traefik/admit.ts'
import { render } from '../../src/traefik/render.ts'

const FILES = new Map(
  ['one-c.pem', 'one-k.pem'].map((file) => [file, readFileSync(`test/cli/certificates/${file}`, 'utf8')]),
)

export const WORLD: World = {
  env: {},
  now: () => new Date('2026-01-01'),
  readFile(path) {
    const text = FILES.get(path)
    return text === undefined ? { problem: 'there is no such file' } : { text }
  },
  inspectCertificate,
}

/** The same value as block YAML, or as JSON, which is YAML too. */
export function write(value: unknown, asJson: boolean): string {
  return asJson ? JSON.stringify(value) : dump(value, { lineWidth: -1 })
}

export function compileText(text: string): Compilation {
  return createCompiler()([{ path: 'random.yaml', text, changed: 0 }], WORLD)
}

/** Why the outcome of a compile breaks a promise; nothing when it keeps them all. */
export function faultOf(text: string, { config, diagnostics }: Compilation): string | undefined {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error')
  if ((config === undefined) !== errors.length > 0)
    return 'there must be a configuration or an error, and never both'
  const lines = text.split(/\r\n|[\r\n]/).length
  for (const { place, message, code } of diagnostics) {
    if (place.file !== 'random.yaml' || place.line < 1 || place.line > lines + 1 || place.column < 1)
      return `${code} stands at no place of the file: ${JSON.stringify(place)}`
    if (!/^[\s\S]+[.?!]$/.test(message)) return `${code} is no sentence: ${message}`
  }
  if (config === undefined) return undefined
  const [violation] = admit(config)
  if (violation !== undefined) return `the gate refuses ${violation.path.join('.')}: ${violation.problem}`
  const body = render(config)
  if (REFUSED.test(body)) return 'the body holds a character that Traefik refuses or changes'
  const read: unknown = parseYaml(body, { version: '1.2', maxAliasCount: 0 })
  return render(read) === body ? undefined : 'a YAML parser reads another value'
}

/** Raw, yaml.v3 refuses or changes them. */
const REFUSED = /[\u007f-\u009f\u2028\u2029\ufffe\uffff]|\\\/|\\ud[89a-f]/i

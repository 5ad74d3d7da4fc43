/** Real definitions in a folder in memory, served by a provider that may begin anew. */
import { createCompiler } from '../../src/compiler/compile.ts'
import type { World } from '../../src/compiler/source.ts'
import type { GoodText } from '../../src/provider/goodText.ts'
import { createProvider } from '../../src/provider/provider.ts'
import { createFakeFolder, type FakeFolder } from './fakeFolder.ts'

const world: World = {
  env: {},
  now: () => new Date('2026-01-01'),
  readFile: () => ({ problem: 'there is no such file' }),
  inspectCertificate: () => ({ problem: 'it is none' }),
}

export const entry = (name: string, version: number | string = 1) =>
  `  ${name}: { host: ${name}-${version}.example.com, upstream: http://a:80 }`
export const good = (...names: readonly string[]) =>
  ['services:', ...names.map((name) => entry(name))].join('\n')
export const bad = (...names: readonly string[]) => `${good(...names)}\n  broken: [`

/** `serve` begins anew over the same folder, with what a state kept of the process before. */
export function start(files: Readonly<Record<string, string>>) {
  const folder = createFakeFolder(files)
  let provider = serve(folder, new Map())
  return {
    folder,
    restart: () => void (provider = serve(folder, provider.lastGood())),
    reload: () => provider.reload(),
    status: () => provider.status(),
    hosts: () =>
      Array.from(
        (provider.current()?.body.toString() ?? '').matchAll(/"[^"]*?Host\(`([^.]+)\.example\.com`\)/g),
        (match) => match[1] ?? '',
      )
        .filter((host, index, all) => all.indexOf(host) === index)
        .sort(),
  }
}

function serve(folder: FakeFolder, remembered: ReadonlyMap<string, GoodText>) {
  const compiler = createCompiler()
  return createProvider({
    folder,
    compile: (sources) => compiler(sources, world),
    allowEmpty: false,
    log: () => {},
    remembered,
  })
}

/** Numbers from 0 to below `most`, the same for the same seed. */
export function generator(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * most)
  }
}

/** In a fresh process: from the texts to what would be served, as at a start. */
import process from 'node:process'
import { createCompiler } from '../../src/compiler/compile.ts'
import { createSnapshot } from '../../src/provider/snapshot.ts'
import { wanted } from './shapes.ts'

const sources = [...wanted.files()].map(([path, text]) => ({ path, text, changed: 1 }))
const world = {
  env: {},
  now: () => new Date(),
  readFile: () => ({ problem: 'there is none' }),
  inspectCertificate: () => ({ problem: 'there is none' }),
}
const [cpu, start] = [process.cpuUsage(), performance.now()]
const { sections, services, diagnostics } = createCompiler()(sources, world)
if (sections === undefined) throw new Error(JSON.stringify(diagnostics[0]))
const made = createSnapshot(sections, services.keys(), new Date())
if ('violations' in made) throw new Error(JSON.stringify(made.violations))
const bytes = made.snapshot.gzip.length
const time = performance.now() - start
const { user, system } = process.cpuUsage(cpu)
console.log(JSON.stringify({ time, cpu: (user + system) / 1000, bytes }))

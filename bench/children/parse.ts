/** In a fresh process: js-yaml parses the texts. */
import process from 'node:process'
import { loadAll } from 'js-yaml'
import { wanted } from './shapes.ts'

const texts = [...wanted.files().values()]
const [cpu, start] = [process.cpuUsage(), performance.now()]
const values = texts.map((text) => loadAll(text))
const time = performance.now() - start
const { user, system } = process.cpuUsage(cpu)
if (values.length !== texts.length) throw new Error('It parsed something else.')
console.log(JSON.stringify({ time, cpu: (user + system) / 1000 }))

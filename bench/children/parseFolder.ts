/** Reads every file of a folder and lets js-yaml parse it. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { loadAll } from 'js-yaml'

const directory = process.argv[2] ?? '.'
for (const name of readdirSync(directory)) loadAll(readFileSync(join(directory, name), 'utf8'))

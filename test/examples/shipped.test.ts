/** The package as it is installed: what it holds is enough, and it does what the sources do. */
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'tap'
import { runProgram, UNCOUNTED } from '../cli/program.ts'

const { bin, files, dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  bin: { pointsman: string }
  files: string[]
  dependencies: Record<string, string>
}

test('does from the package what it does from the sources', async (t) => {
  const installed = t.testdir()
  mkdirSync(join(installed, 'node_modules'))
  for (const path of ['package.json', ...files]) cpSync(path, join(installed, path), { recursive: true })
  for (const name of Object.keys(dependencies)) {
    mkdirSync(join(installed, 'node_modules', name, '..'), { recursive: true })
    symlinkSync(resolve('node_modules', name), join(installed, 'node_modules', name))
  }
  const services = resolve('examples/authentik/services')
  const commands = [
    ['--version'],
    ['serve', '--help'],
    ['check', services],
    ['render', '--yaml', services],
    ['explain', 'https://sso.domain.tld/', services],
    ['static', services],
    ['schema'],
    ['import', resolve('examples/authentik/compose.yaml')],
    ['nothing'],
  ]
  const main = join(installed, bin.pointsman)
  for (const command of commands)
    t.same(
      await runProgram(command, { cwd: installed, main, env: UNCOUNTED }),
      await runProgram(command, { cwd: installed }),
    )
})
